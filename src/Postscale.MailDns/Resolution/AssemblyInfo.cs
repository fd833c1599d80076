using System.Runtime.CompilerServices;

// The test servers speak the same wire format, and the codec is tested and measured on its own.
[assembly: InternalsVisibleTo("Postscale.Testing")]
[assembly: InternalsVisibleTo("Postscale.MailDns.Tests")]
[assembly: InternalsVisibleTo("Postscale.MailDns.Benchmarks")]
