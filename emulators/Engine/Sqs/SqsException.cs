namespace ActiveActive.Engine.Sqs;

/// <summary>An error that the caller of SQS gets. The code is the name of its shape in the SQS API reference.</summary>
public sealed class SqsException(string code, string message) : Exception(message)
{
    /// <summary>The code, without a namespace.</summary>
    public string Code { get; } = code;

    /// <summary>The queue is not there.</summary>
    public static SqsException NoQueue() => new("QueueDoesNotExist", "The specified queue does not exist.");

    /// <summary>A parameter's value is out of its range.</summary>
    public static SqsException Invalid(string value, string parameter, string reason) =>
        new("InvalidParameterValue", $"Value {value} for parameter {parameter} is invalid. Reason: {reason}");

    /// <summary>A parameter is missing.</summary>
    public static SqsException Missing(string parameter) =>
        new("MissingParameter", $"The request must contain the parameter {parameter}.");
}
