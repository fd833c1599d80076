namespace Postscale.Server.Domains;

/// <summary>
/// Makes UUIDs of version 7 (RFC 9562 §5.7) that grow with each call within the process, also within a millisecond and when
/// the clock steps back, so that the order of ids is the order of creation.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class DomainIds(TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _millisecond;
    private int _counter;

    /// <summary>The next id.</summary>
    public Guid Next()
    {
        Span<byte> octets = stackalloc byte[16];
        lock (_lock)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            if (now > _millisecond)
            {
                (_millisecond, _counter) = (now, 0);
            }
            // RFC 9562 §6.2 method 1: the 12 bits after the version count within the millisecond; a full counter borrows the next.
            else if (++_counter > 0xFFF)
            {
                (_millisecond, _counter) = (_millisecond + 1, 0);
            }

            Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(_millisecond)).TryWriteBytes(octets, bigEndian: true, out _);
            octets[6] = (byte)(0x70 | (_counter >> 8));
            octets[7] = (byte)_counter;
        }

        return new Guid(octets, bigEndian: true);
    }
}
