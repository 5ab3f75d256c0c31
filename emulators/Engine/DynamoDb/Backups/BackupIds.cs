using System.Globalization;
using ActiveActive.Engine.DynamoDb.Changes;
using ActiveActive.Engine.DynamoDb.Tables;

namespace ActiveActive.Engine.DynamoDb.Backups;

/// <summary>Ids in AWS's form, the milliseconds of their beginning and eight digits more; never twice, because the hidden clock never gives a time twice.</summary>
internal static class BackupIds
{
    /// <summary>The next id. The clock's time goes into the journal with it.</summary>
    public static string Next(Turn turn, string table)
    {
        var time = turn.Engine.Clock.Next(turn.Now);
        turn.Write(new Change.ClockAt(time));
        return string.Create(CultureInfo.InvariantCulture, $"{turn.Engine.Clock.Time.ToUnixTimeMilliseconds():D14}-{TableIds.Of(turn.Engine.Region, table, time)[..8]}");
    }
}
