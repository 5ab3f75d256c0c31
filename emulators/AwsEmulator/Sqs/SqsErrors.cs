using System.Collections.Frozen;
using ActiveActive.Engine.Sqs;

namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>The engine's errors on the wire: shape, legacy query code and HTTP status, from the service model of SQS.</summary>
public static class SqsErrors
{
    private const string Service = "com.amazonaws.sqs#";
    private const string Common = "com.amazon.coral.service#";
    private const string Query = "AWS.SimpleQueueService.";

    private static readonly FrozenDictionary<string, (string Type, string QueryCode)> Shapes = new Dictionary<string, (string, string)>
    {
        ["QueueDoesNotExist"] = (Service + "QueueDoesNotExist", Query + "NonExistentQueue"),
        ["QueueNameExists"] = (Service + "QueueNameExists", "QueueAlreadyExists"),
        ["OverLimit"] = (Service + "OverLimit", "OverLimit"),
        ["ReceiptHandleIsInvalid"] = (Service + "ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid"),
        ["InvalidAttributeName"] = (Service + "InvalidAttributeName", "InvalidAttributeName"),
        ["InvalidAttributeValue"] = (Service + "InvalidAttributeValue", "InvalidAttributeValue"),
        ["InvalidMessageContents"] = (Service + "InvalidMessageContents", "InvalidMessageContents"),
        ["ResourceNotFoundException"] = (Service + "ResourceNotFoundException", "ResourceNotFoundException"),
        ["InvalidParameterValue"] = (Common + "InvalidParameterValueException", "InvalidParameterValue"),
        ["MissingParameter"] = (Common + "MissingRequiredParameterException", "MissingParameter"),
        ["MissingAction"] = (Common + "MissingActionException", "MissingAction"),
        ["InvalidAction"] = (Common + "UnknownOperationException", "InvalidAction"),
        ["SerializationException"] = (Common + "SerializationException", "MalformedInput"),
        ["InternalError"] = (Common + "InternalFailure", "InternalError"),
        ["ServiceUnavailable"] = (Common + "ServiceUnavailableException", "ServiceUnavailable"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The full name of the error's shape.</summary>
    public static string TypeOf(SqsException error) => Shapes.TryGetValue(error.Code, out var shape) ? shape.Type : Service + error.Code;

    /// <summary>The code of the older protocol, which SDKs show as the error code; batch entries carry it too.</summary>
    public static string QueryCodeOf(SqsException error) => Shapes.TryGetValue(error.Code, out var shape) ? shape.QueryCode : Query + error.Code;

    /// <summary>The message in the older protocol, which has words of its own for one error.</summary>
    public static string QueryMessageOf(SqsException error) =>
        error.Code == "QueueDoesNotExist" ? "The specified queue does not exist for this wsdl version." : error.Message;

    /// <summary>The HTTP status.</summary>
    public static int StatusOf(SqsException error) => error.Code switch
    {
        "InternalError" => 500,
        "ServiceUnavailable" => 503,
        "ReceiptHandleIsInvalid" or "ResourceNotFoundException" => 404,
        "OverLimit" or "PurgeQueueInProgress" => 403,
        _ => 400,
    };

    /// <summary>Whose fault it is: the second half of x-amzn-query-error.</summary>
    public static string FaultOf(SqsException error) => StatusOf(error) >= 500 ? "Receiver" : "Sender";
}
