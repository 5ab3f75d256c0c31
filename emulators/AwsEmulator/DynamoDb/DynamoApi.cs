using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using ActiveActive.AwsEmulator.Calls;
using ActiveActive.AwsEmulator.DynamoDb.Operations;
using ActiveActive.AwsEmulator.Http;
using ActiveActive.AwsEmulator.Replication;
using ActiveActive.Engine.DynamoDb;

namespace ActiveActive.AwsEmulator.DynamoDb;

/// <summary>
/// DynamoDB's wire protocol, JSON 1.0: X-Amz-Target names the operation, the body has its parameters, and x-amz-crc32 is the
/// checksum of the answer's bytes.
/// </summary>
public sealed partial class DynamoApi(DynamoStore store, Replicator replicator, TableFaults faults, Transfers.Buckets buckets, ILogger<DynamoApi> logger)
{
    /// <summary>What X-Amz-Target begins with.</summary>
    public const string TargetPrefix = "DynamoDB_20120810.";

    /// <summary>What X-Amz-Target of DynamoDB Streams begins with.</summary>
    public const string StreamsPrefix = "DynamoDBStreams_20120810.";

    private const string Namespace = "com.amazonaws.dynamodb.v20120810#";

    private static readonly FrozenDictionary<string, IDynamoCall> Calls = new IDynamoCall[]
    {
        new CreateTableCall(), new DescribeTableCall(), new ListTablesCall(), new UpdateTableCall(), new DeleteTableCall(),
        new PutItemCall(), new GetItemCall(), new UpdateItemCall(), new DeleteItemCall(),
        new BatchWriteItemCall(), new BatchGetItemCall(), new QueryCall(), new ScanCall(),
        new TransactWriteItemsCall(), new TransactGetItemsCall(),
        new ExecuteStatementCall(), new BatchExecuteStatementCall(), new ExecuteTransactionCall(),
    }.Concat(ControlCalls.OfTables).ToFrozenDictionary(c => c.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, IDynamoCall>.AlternateLookup<ReadOnlySpan<char>> ByName = Calls.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 256 };

    /// <summary>The operations that it knows.</summary>
    public static IEnumerable<string> Operations => Calls.Keys;

    /// <summary>The operations of DynamoDB Streams that it knows.</summary>
    public static IEnumerable<string> StreamOperations => ControlCalls.OfStreams.Keys;

    /// <summary>Answers a request whose X-Amz-Target is DynamoDB's.</summary>
    public async Task Handle(HttpContext context, string target)
    {
        using var answer = AnswerBuffer.Take();
        try
        {
            var call = Find(target) ?? throw new DynamoException("UnknownOperationException", $"{target} is not an operation of this emulator");
            using var bytes = await RequestBody.Read(context);
            using var body = bytes.ReadObject(Reading) ?? throw Parameters.Serialization("The request body is not a JSON object");
            var request = new DynamoRequest(new Parameters(body.RootElement), store, replicator, faults, context.RequestAborted) { Host = context.Request.Host.Value ?? "", Buckets = buckets };
            try
            {
                await call.Answer(request, answer.Json);
            }
            catch (DynamoException error) when (error.Code == "ValidationException" && call.Words != ErrorWords.Older)
            {
                throw call.Words.Word(error, body.RootElement);
            }

            await Send(context, 200, answer.Finish());
        }
        catch (DynamoException error)
        {
            await Fail(context, error);
        }
        catch (TableFaultedException fault)
        {
            await Fail(context, new DynamoException("InternalServerError", fault.Message));
        }
        catch (IOException disk) when (disk is not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested)
        {
            await Fail(context, new DynamoException("InternalServerError", disk.Message));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception broken) when (broken is not BadHttpRequestException && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            CallBroke(logger, broken, target);
            await Fail(context, new DynamoException("InternalServerError", "The request processing has failed because of an unknown error, exception or failure."));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Target} broke: this is a mistake of the emulator, not of its caller")]
    private static partial void CallBroke(ILogger logger, Exception why, string target);

    private static IDynamoCall? Find(string target)
    {
        if (target.StartsWith(TargetPrefix, StringComparison.Ordinal))
            return ByName.TryGetValue(target.AsSpan(TargetPrefix.Length), out var call) ? call : null;
        return target.StartsWith(StreamsPrefix, StringComparison.Ordinal) ? ControlCalls.OfStreams.GetValueOrDefault(target[StreamsPrefix.Length..]) : null;
    }

    private static async Task Fail(HttpContext context, DynamoException error)
    {
        context.FailedWith(error.Code);
        using var answer = AnswerBuffer.Take();
        var json = answer.Json;
        json.WriteStartObject();
        json.WriteString("__type", error.Code switch
        {
            "ValidationException" => "com.amazon.coral.validate#ValidationException",
            "SerializationException" or "UnknownOperationException" => "com.amazon.coral.service#" + error.Code,
            _ => Namespace + error.Code,
        });
        json.WriteString(error.Reasons is null ? "message" : "Message", error.Message);
        if (error.Reasons is not null)
            Answers.WriteReasons(error.Reasons, json);
        if (error.Item is not null)
        {
            json.WritePropertyName("Item");
            JsonItems.Write(json, error.Item);
        }

        json.WriteEndObject();
        await Send(context, error.Code == "InternalServerError" ? 500 : 400, answer.Finish());
    }

    private static async Task Send(HttpContext context, int status, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/x-amz-json-1.0";
        response.ContentLength = body.Length;
        response.Headers["x-amz-crc32"] = Crc32.Of(body.Span).ToString(CultureInfo.InvariantCulture);
        response.Headers["x-amzn-RequestId"] = context.TraceIdentifier;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
