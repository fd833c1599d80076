using Postscale.Server.Accounts;

namespace Postscale.Server.Tests.Accounts;

internal static class KeyTexts
{
    /// <summary>A key of the right form that no database knows.</summary>
    public static string Unknown() => ApiKeyText.Create(KeyEnvironment.Live);
}
