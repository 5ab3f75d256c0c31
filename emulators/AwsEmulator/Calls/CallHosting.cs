namespace ActiveActive.AwsEmulator.Calls;

/// <summary>What watching calls adds to the emulator.</summary>
internal static class CallHosting
{
    /// <summary>Adds the request log and who watches calls.</summary>
    public static void AddCalls(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RequestLog>();
        builder.Services.AddSingleton<CallWatch>();
    }

    /// <summary>Puts it before everything that is mapped.</summary>
    public static void UseCallWatch(this WebApplication app)
    {
        var watch = app.Services.GetRequiredService<CallWatch>();
        app.Use(next => context => watch.Invoke(context, next));
    }
}
