namespace Postscale.MailDns.Resolution;

/// <summary>Asks DNS. Names are absolute: no search list, no suffix is ever added.</summary>
public interface IDnsResolver
{
    /// <summary>
    /// Looks up the records of one type at one name, following aliases. Ends within the resolver's own bound.
    /// </summary>
    /// <param name="name">The absolute name.</param>
    /// <param name="type">The record type.</param>
    /// <param name="cancellationToken">Gives the look-up up.</param>
    /// <returns>The answer. Failure to read DNS is an answer too.</returns>
    /// <exception cref="OperationCanceledException">Only if <paramref name="cancellationToken"/> was cancelled.</exception>
    ValueTask<DnsAnswer> ResolveAsync(DnsName name, RecordType type, CancellationToken cancellationToken);
}
