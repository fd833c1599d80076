using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Postscale.Server.Tests")]
[assembly: InternalsVisibleTo("postscale")]
[assembly: InternalsVisibleTo("Postscale.Cli.Tests")]
[assembly: InternalsVisibleTo("Postscale.Bench")]
