namespace ActiveActive.AwsEmulator.Calls;

/// <summary>Tells whoever counts and logs calls with which error one was answered. What succeeds costs nothing.</summary>
internal static class CallFailure
{
    private static readonly object Key = new();

    /// <summary>Notes the error's code.</summary>
    public static void FailedWith(this HttpContext context, string code) => context.Items[Key] = code;

    /// <summary>The code of the error that a call was answered with, or null.</summary>
    public static string? FailureCode(this HttpContext context) => context.Items.TryGetValue(Key, out var code) ? (string?)code : null;
}
