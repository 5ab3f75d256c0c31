using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ActiveActive.DnsRouter.Wire;

/// <summary>
/// A domain name as it travels: labels with their lengths, ended by the root's zero byte, 255 bytes at most. The case is kept as
/// it was asked, and does not count in comparisons (RFC 4343).
/// </summary>
public sealed class DnsName : IEquatable<DnsName>
{
    /// <summary>Bytes of a name, lengths and root included.</summary>
    public const int MaxWireLength = 255;

    /// <summary>Bytes of one label.</summary>
    public const int MaxLabelLength = 63;

    private readonly byte[] _wire;
    private readonly int _hash;

    private DnsName(byte[] wire)
    {
        _wire = wire;
        var hash = 2166136261u;
        foreach (var b in wire)
            hash = (hash ^ Fold(b)) * 16777619u;
        _hash = (int)hash;
    }

    /// <summary>The name above all names.</summary>
    public static DnsName Root { get; } = new([0]);

    /// <summary>The bytes, uncompressed.</summary>
    public ReadOnlySpan<byte> Wire => _wire;

    /// <summary>The name without its first label, or null for the root.</summary>
    public DnsName? Parent => _wire.Length == 1 ? null : new DnsName(_wire[(1 + _wire[0])..]);

    /// <summary>Takes a name that was read label by label.</summary>
    /// <exception cref="DnsFormatException">The bytes are not one complete name.</exception>
    public static DnsName FromWire(ReadOnlySpan<byte> wire)
    {
        if (wire.Length is 0 or > MaxWireLength)
            throw new DnsFormatException($"a name has 1 to {MaxWireLength} bytes");
        for (var at = 0; ; at += 1 + wire[at])
        {
            if (at >= wire.Length || wire[at] > MaxLabelLength)
                throw new DnsFormatException("a name is made of labels of at most 63 bytes and ends in the root");
            if (wire[at] != 0)
                continue;
            return at == wire.Length - 1
                ? new DnsName(wire.ToArray())
                : throw new DnsFormatException("bytes follow the end of a name");
        }
    }

    /// <summary>Reads a host name of letters, digits, '-' and '_', with or without the last dot.</summary>
    /// <param name="problem">What is wrong with it.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out DnsName? name, [NotNullWhen(false)] out string? problem)
    {
        name = null;
        var wire = new List<byte>(text.Length + 2);
        foreach (var label in text.EndsWith('.') ? text[..^1].Split('.') : text.Split('.'))
        {
            if (label.Length is 0 or > MaxLabelLength)
            {
                problem = $"'{text}' is not a DNS name: a label has 1 to {MaxLabelLength} characters";
                return false;
            }

            if (label.FirstOrDefault(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) is var wrong and not '\0')
            {
                problem = $"'{text}' is not a DNS name: '{wrong}' is none of letters, digits, '-', '_'";
                return false;
            }

            wire.Add((byte)label.Length);
            wire.AddRange(Encoding.ASCII.GetBytes(label));
        }

        wire.Add(0);
        if (wire.Count > MaxWireLength)
        {
            problem = $"'{text}' is not a DNS name: it takes {wire.Count} bytes, at most {MaxWireLength} are allowed";
            return false;
        }

        name = new DnsName([.. wire]);
        problem = null;
        return true;
    }

    /// <summary>Reads a host name that is known to be one.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static DnsName Parse(string text) => TryParse(text, out var name, out var problem) ? name : throw new ArgumentException(problem);

    /// <summary>True for the zone's own name and every name below it.</summary>
    public bool IsWithin(DnsName zone)
    {
        var skip = _wire.Length - zone._wire.Length;
        var at = 0;
        while (at < skip)
            at += 1 + _wire[at];
        return at == skip && Same(_wire.AsSpan(at), zone._wire);
    }

    /// <inheritdoc/>
    public bool Equals(DnsName? other) => other is not null && _hash == other._hash && Same(_wire, other._wire);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DnsName);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>As dig writes it, without the last dot: dots inside labels and unprintable bytes are escaped.</summary>
    public override string ToString()
    {
        if (_wire.Length == 1)
            return ".";
        var text = new StringBuilder();
        for (var at = 0; _wire[at] != 0; at += 1 + _wire[at])
        {
            if (text.Length > 0)
                text.Append('.');
            foreach (var b in _wire.AsSpan(at + 1, _wire[at]))
            {
                if (b is (byte)'.' or (byte)'\\')
                    text.Append('\\').Append((char)b);
                else if (b is > 0x20 and < 0x7F)
                    text.Append((char)b);
                else
                    text.Append(CultureInfo.InvariantCulture, $"\\{b:D3}");
            }
        }

        return text.ToString();
    }

    /// <summary>Compares wire forms without regard to case. Lengths are at most 63, below 'A', so folding leaves them alone.</summary>
    internal static bool Same(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.Length != other.Length)
            return false;
        for (var i = 0; i < one.Length; i++)
        {
            if (Fold(one[i]) != Fold(other[i]))
                return false;
        }

        return true;
    }

    private static byte Fold(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
}
