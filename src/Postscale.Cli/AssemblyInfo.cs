using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Postscale.Cli.Tests")]
