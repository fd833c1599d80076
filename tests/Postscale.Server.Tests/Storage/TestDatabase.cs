using Postscale.Server.Accounts;
using Postscale.Server.Domains;
using Postscale.Server.Records;
using Postscale.Server.Storage;
using Postscale.Testing;

namespace Postscale.Server.Tests.Storage;

/// <summary>An open database in a folder of its own, and what tests put into it.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Database> _handles = [];
    private readonly DomainIds _ids = new(TimeProvider.System);

    private TestDatabase()
    {
    }

    public string Folder => _folder.Path;

    public string Url { get; private set; } = null!;

    /// <summary>The file, on SQLite.</summary>
    public string Path => _folder.File("test.db");

    /// <summary>The first handle.</summary>
    public Database Database => _handles[0];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<TestDatabase> OpenAsync()
    {
        var test = new TestDatabase();
        test.Url = await TestDatabases.CreateAsync(test._folder);
        await test.OpenAnotherAsync();
        return test;
    }

    /// <summary>A further handle on the same file.</summary>
    public async Task<Database> OpenAnotherAsync()
    {
        var database = Database.Create(Url);
        _handles.Add(database);
        await database.OpenAsync(Token);
        return database;
    }

    public async Task<Caller> AddAccountAsync(string name = "acme", KeyEnvironment environment = KeyEnvironment.Live)
    {
        var store = new KeyStore(Database);
        var key = await new AccountService(store, TimeProvider.System).CreateKeyAsync(name, environment, KeyScopes.All, KeyExpiry.Never, Token);
        return (await store.FindAsync(ApiKeyText.Hash(key), Token))?.Caller ?? throw new InvalidOperationException("the key was not kept");
    }

    public async Task<Domain> AddDomainAsync(Caller caller, string name = "example.com", DomainType type = DomainType.Both)
    {
        var domain = New(caller, name, type);
        Assert.True(await Database.WriteAsync((session, token) => DomainStore.TryAddAsync(session, domain, token), Token));
        return domain;
    }

    /// <summary>Gives a domain its place in the plan of checks, due at once.</summary>
    public Task PlanAsync(Domain domain) => Database.WriteAsync(
        async (session, token) =>
        {
            await PlanStore.AddAsync(session, domain, TimeSpan.Zero, token);
            return true;
        },
        Token);

    public Domain New(Caller caller, string name, DomainType type = DomainType.Both)
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(56);
        return new Domain
        {
            Id = _ids.Next(),
            AccountId = caller.AccountId,
            Environment = caller.Environment,
            Name = name,
            Type = type,
            CatchAllEnabled = false,
            Active = true,
            Token = OwnershipRecord.NewToken(),
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    public async Task<Domain> ReadAsync(Guid id) =>
        await FindAsync(Database, id) ?? throw new InvalidOperationException("there is no such domain");

    /// <summary>A domain, whatever account it belongs to.</summary>
    public static async Task<Domain?> FindAsync(Database database, Guid id) =>
        (await database.ReadAsync((session, token) => DomainStore.FindKnownAsync(session, id, token), Token))?.Domain;

    public static Task<int> ExecuteAsync(Database database, string sql, params (string, object?)[] parameters) =>
        database.WriteAsync((session, token) => session.ExecuteAsync(sql, parameters, token), Token);

    public static Task<T?> ScalarAsync<T>(Database database, string sql) =>
        database.ReadAsync((session, token) => session.ScalarAsync<T>(sql, [], token), Token);

    /// <summary>Closes the file.</summary>
    public async Task DisposeHandlesAsync()
    {
        foreach (var handle in _handles)
        {
            await handle.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DisposeHandlesAsync();
        _folder.Dispose();
    }
}
