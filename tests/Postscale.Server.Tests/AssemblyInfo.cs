using Postscale.Testing;

[assembly: AssemblyFixture(typeof(TestDatabases))]
