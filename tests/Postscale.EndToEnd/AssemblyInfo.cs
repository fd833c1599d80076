using Postscale.EndToEnd.Dashboard;
using Postscale.EndToEnd.Dns;
using Postscale.Testing;
using Xunit.Sdk;
using Xunit.v3;

// Most of a test's time is spent waiting for other processes, so more may run than there are processors.
[assembly: Parallelization(Mode = ParallelMode.All, MaxThreads = 8)]
[assembly: AssemblyFixture(typeof(Browser))]
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
[assembly: AssemblyFixture(typeof(DnsWorld))]
[assembly: AssemblyFixture(typeof(TestDatabases))]
