namespace Postscale.Client;

/// <summary>One of a set of names that newer services may add to. What is not known here is kept as it came.</summary>
/// <typeparam name="T">The set.</typeparam>
internal interface IWireName<T>
    where T : struct, IWireName<T>
{
    string Value { get; }

    static abstract T Of(string value);
}
