// Answers every request, whatever it asks, with the bytes of the file named first: what Kestrel alone can do on this machine.
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

var body = File.ReadAllBytes(args[0]);
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls(args[1]);
var app = builder.Build();
app.Run(async context =>
{
    // A body that was sent is read, as the service reads it.
    if (context.Request.Method == "POST")
    {
        await context.Request.BodyReader.ReadAsync();
    }

    context.Response.ContentType = "application/json; charset=utf-8";
    context.Response.ContentLength = body.Length;
    await context.Response.BodyWriter.WriteAsync(body);
});
app.Run();
