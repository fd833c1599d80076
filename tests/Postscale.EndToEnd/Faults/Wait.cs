namespace Postscale.EndToEnd.Faults;

/// <summary>Waits for the thing.</summary>
internal static class Wait
{
    /// <summary>Waits until something is so.</summary>
    /// <param name="isSo">Looks.</param>
    /// <param name="what">What it is, for the failure's text.</param>
    /// <param name="patience">For how long; default: 2 minutes, for what takes a second alone takes long beside many others.</param>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what, TimeSpan? patience = null)
    {
        var bound = patience ?? TimeSpan.FromMinutes(2);
        var since = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < bound, $"within {bound.TotalSeconds} s it did not come to this: {what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until something is so.</summary>
    /// <param name="isSo">Looks.</param>
    /// <param name="what">What it is, for the failure's text.</param>
    /// <param name="patience">For how long; default: 2 minutes, for what takes a second alone takes long beside many others.</param>
    public static Task UntilAsync(Func<bool> isSo, string what, TimeSpan? patience = null) => UntilAsync(() => Task.FromResult(isSo()), what, patience);
}
