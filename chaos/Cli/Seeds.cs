using System.Security.Cryptography;

namespace ActiveActive.Cli;

/// <summary>The one place where chance comes from outside; all else follows from the seed.</summary>
internal static class Seeds
{
    /// <summary>32 bits: short enough to read to a colleague.</summary>
    public static ulong Draw() => BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
}
