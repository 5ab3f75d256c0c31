using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace ActiveActive.Cli;

/// <summary>What is wrong with a command line, in words of the user's: the library speaks of .NET's types, and takes an unknown option for an argument.</summary>
internal static partial class ParseProblems
{
    /// <summary>Every problem; empty when there is none.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var unknown = parsed.CommandResult.Children.OfType<ArgumentResult>()
            .Where(_ => parsed.CommandResult.Command.TreatUnmatchedTokensAsErrors)
            .SelectMany(a => a.Tokens)
            .Where(t => t.Value.StartsWith('-'))
            .Select(t => $"'{t.Value}' is not an option of '{parsed.CommandResult.Command.Name}'");
        return [.. parsed.Errors.Select(e => InWords(e.Message)), .. unknown];
    }

    private static string InWords(string message) => WrongType().Match(message) is { Success: true } wrong
        ? $"{wrong.Groups["option"].Value} is '{wrong.Groups["given"].Value}'; it takes a whole number{(wrong.Groups["unsigned"].Success ? " of 0 or more" : "")} that is not too long"
        : message;

    [GeneratedRegex("""^Cannot parse argument '(?<given>.*)' for option '(?<option>[^']+)' as expected type '.*\b(?:(?<unsigned>UInt64)|Int32|Int64)\b.*'""")]
    private static partial Regex WrongType();
}
