using System.Collections.Frozen;
using ActiveActive.AwsEmulator.DynamoDb;
using ActiveActive.AwsEmulator.Sqs;
using Microsoft.AspNetCore.Http.Features;

namespace ActiveActive.AwsEmulator.Calls;

/// <summary>
/// The service and operation of a call. There are only as many as the dispatchers know, and one for what they do not: whoever sends
/// nonsense cannot make the figures grow.
/// </summary>
/// <param name="Service">sqs, dynamodb or dynamodbstreams.</param>
/// <param name="Operation">AWS's name, or "unknown".</param>
internal sealed record CallName(string Service, string Operation)
{
    private const string Unknown = "unknown";

    private static readonly CallName UnknownAction = new("sqs", Unknown);

    private static readonly (string Prefix, CallName Unknown)[] Prefixes =
    [
        (SqsApi.TargetPrefix, UnknownAction),
        (DynamoApi.TargetPrefix, new("dynamodb", Unknown)),
        (DynamoApi.StreamsPrefix, new("dynamodbstreams", Unknown)),
    ];

    private static readonly FrozenDictionary<string, CallName> Known =
        Of(SqsApi.TargetPrefix, "sqs", SqsApi.Operations)
            .Concat(Of(DynamoApi.TargetPrefix, "dynamodb", DynamoApi.Operations))
            .Concat(Of(DynamoApi.StreamsPrefix, "dynamodbstreams", DynamoApi.StreamOperations))
            .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The name by X-Amz-Target, or null when it is of no service of this emulator.</summary>
    public static CallName? OfTarget(string target) =>
        Known.TryGetValue(target, out var name) ? name : Array.Find(Prefixes, p => target.StartsWith(p.Prefix, StringComparison.Ordinal)).Unknown;

    /// <summary>True for a request of SQS's Query protocol, whose name is known once its form has been read.</summary>
    public static bool IsQuery(HttpRequest request) =>
        (request.HasFormContentType || request.Query.ContainsKey("Action")) && !request.Path.StartsWithSegments("/_lab") && !request.Path.StartsWithSegments("/_localstack");

    /// <summary>The name of an answered request of the Query protocol.</summary>
    public static CallName OfQuery(HttpContext context) =>
        Known.GetValueOrDefault(SqsApi.TargetPrefix + Field(context, "Action")) ?? UnknownAction;

    /// <summary>A field of an answered request of the Query protocol, or null.</summary>
    public static string? Field(HttpContext context, string name)
    {
        if (context.Request.Query.TryGetValue(name, out var value))
            return value;
        return context.Features.Get<IFormFeature>()?.Form is { } form && form.TryGetValue(name, out value) ? (string?)value : null;
    }

    private static IEnumerable<KeyValuePair<string, CallName>> Of(string prefix, string service, IEnumerable<string> operations) =>
        operations.Select(o => KeyValuePair.Create(prefix + o, new CallName(service, o)));
}
