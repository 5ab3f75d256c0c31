using Xunit;

namespace ActiveActive.ConformanceTests;

/// <summary>Waits for named conditions.</summary>
internal static class Until
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until it holds; a connection that fails means not yet.</summary>
    public static async Task True(string condition, Func<Task<bool>> holds, int seconds = 30)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        Exception? last = null;
        while (time.GetElapsedTime(start) < TimeSpan.FromSeconds(seconds))
        {
            try
            {
                if (await holds())
                    return;
                last = null;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException or Amazon.Runtime.AmazonServiceException or Amazon.Runtime.AmazonClientException)
            {
                last = notYet;
            }

            await Task.Delay(Between, time);
        }

        Assert.Fail($"after {seconds} s it does not hold that {condition}. {last?.Message}");
    }
}
