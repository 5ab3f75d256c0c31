using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ActiveActive.Engine.DynamoDb.Tables;

/// <summary>Ids of tables, in the form of a GUID: the same for the same region, name and time of the hidden clock, which never comes twice.</summary>
public static class TableIds
{
    /// <summary>The id.</summary>
    public static string Of(string region, string table, long time)
    {
        var source = new byte[8 + Encoding.UTF8.GetByteCount(region) + 1 + Encoding.UTF8.GetByteCount(table)];
        BinaryPrimitives.WriteInt64LittleEndian(source, time);
        Encoding.UTF8.GetBytes($"{region}/{table}", source.AsSpan(8));
        return new Guid(SHA256.HashData(source).AsSpan(0, 16)).ToString();
    }
}
