using System.Globalization;
using System.Text;

namespace ActiveActive.Engine.Sqs;

/// <summary>
/// What SQS takes as a message attribute. Names may have letters of any language, although the developer guide speaks of A-Z only:
/// the service takes them.
/// </summary>
internal static class AttributeRules
{
    /// <summary>Why attributes of a message are not taken, or null.</summary>
    public static SqsException? Reject(IReadOnlyDictionary<string, MessageAttribute> attributes)
    {
        if (attributes.Count > SqsLimits.Attributes)
            return Invalid($"Number of message attributes [{attributes.Count}] exceeds the allowed maximum [{SqsLimits.Attributes}].");
        foreach (var (name, attribute) in attributes)
        {
            if ((NameProblem(name) ?? TypeProblem(name, attribute) ?? ValueProblem(name, attribute)) is { } problem)
                return Invalid(problem);
        }

        return null;
    }

    /// <summary>Why system attributes of a message are not taken, or null. There is one, AWSTraceHeader.</summary>
    public static SqsException? RejectSystem(IReadOnlyDictionary<string, MessageAttribute> attributes)
    {
        foreach (var (name, attribute) in attributes)
        {
            if (name != "AWSTraceHeader")
                return Invalid($"Message system attribute name '{name}' is invalid.");
            if (attribute.DataType != "String" || attribute.Text is not { Length: > 0 })
                return Invalid("Message system attribute 'AWSTraceHeader' must contain a non-empty value of type 'String'.");
        }

        return null;
    }

    private static string? NameProblem(string name)
    {
        if (name.Length == 0)
            return "The request must contain non-empty message (user) attribute names.";
        if (name.Length > SqsLimits.AttributeNameLength)
            return "Message (user) attribute name must be shorter than 256 bytes.";
        if (name.StartsWith("AWS.", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Amazon.", StringComparison.OrdinalIgnoreCase))
            return "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are reserved for internal use.";
        if (name[0] == '.')
            return "Message (user) attribute name must not begin with character '.'.";
        if (name[^1] == '.')
            return "Message (user) attribute name must not end with character '.'.";
        if (name.Contains("..", StringComparison.Ordinal))
            return "Message (user) attribute name must not have successive '.' characters.";
        return name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.')
            ? null
            : "Message (user) attributes name can only contain upper and lower score characters, digits, periods, hyphens and underscores. ";
    }

    private static string? TypeProblem(string name, MessageAttribute attribute)
    {
        if (attribute.DataType.Length == 0)
        {
            return attribute.Text is null && attribute.Bytes is null
                ? $"The message (user) attribute '{name}' must contain a non-empty message attribute value."
                : $"The message (user) attribute '{name}' must contain a non-empty message attribute type.";
        }

        if (Prefix(attribute) is not ("String" or "Number" or "Binary"))
            return $"The type of message (user) attribute '{name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.";
        return attribute.DataType.Length > SqsLimits.AttributeNameLength
            ? "Message (user) attribute type must be shorter than 256 bytes."
            : null;
    }

    private static string? ValueProblem(string name, MessageAttribute attribute)
    {
        if (attribute is { Text.Length: > 0, Bytes: not null })
            return $"Message (user) attribute '{name}' must have a single value.";
        var (kind, isText) = (Prefix(attribute), Prefix(attribute) != "Binary");
        if (isText ? attribute.Text is null && attribute.Bytes is { IsEmpty: false } : attribute.Bytes is null && attribute.Text is { Length: > 0 })
            return $"Message (user) attribute '{name}' with type '{attribute.DataType}' must use field '{(isText ? "String" : "Binary")}'.";
        if (isText ? attribute.Text is not { Length: > 0 } : attribute.Bytes is not { IsEmpty: false })
            return $"Message (user) attribute '{name}' must contain a non-empty value of type '{attribute.DataType}'.";
        if (attribute.Text is { } text && !MessageRules.IsText(Encoding.UTF8.GetBytes(text)))
            return $"Message (user) attribute '{name}' contains invalid characters. {MessageRules.ValidCharacters}";
        return kind == "Number" && !decimal.TryParse(attribute.Text, NumberStyles.Float, null, out _) && !double.TryParse(attribute.Text, out _)
            ? $"Can't cast the value of message (user) attribute '{name}' to a number."
            : null;
    }

    private static string Prefix(MessageAttribute attribute) => attribute.DataType.Split('.', 2)[0];

    private static SqsException Invalid(string message) => new("InvalidParameterValue", message);
}
