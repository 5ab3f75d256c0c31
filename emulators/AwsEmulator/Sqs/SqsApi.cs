using System.Buffers;
using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActiveActive.AwsEmulator.Calls;
using ActiveActive.AwsEmulator.Sqs.Operations;
using ActiveActive.AwsEmulator.Sqs.Query;
using ActiveActive.Engine.Sqs;

namespace ActiveActive.AwsEmulator.Sqs;

/// <summary>
/// SQS's wire protocols: JSON 1.0, where X-Amz-Target names the action and the body has its parameters, and Query, a form that is
/// answered in XML.
/// </summary>
public sealed class SqsApi(SqsStore store, SqsFaults faults, LongPoll polls, QueueAddress address, ILogger<SqsApi> logger)
{
    /// <summary>What X-Amz-Target begins with.</summary>
    public const string TargetPrefix = "AmazonSQS.";

    private static readonly FrozenDictionary<string, ISqsCall> Calls = new ISqsCall[]
    {
        new CreateQueueCall(), new GetQueueUrlCall(), new ListQueuesCall(), new DeleteQueueCall(), new PurgeQueueCall(),
        new GetQueueAttributesCall(), new SetQueueAttributesCall(), new SendMessageCall(), new SendMessageBatchCall(),
        new ReceiveMessageCall(), new DeleteMessageCall(), new DeleteMessageBatchCall(),
        new ChangeMessageVisibilityCall(), new ChangeMessageVisibilityBatchCall(),
        new TagQueueCall(), new UntagQueueCall(), new ListQueueTagsCall(), new ListDeadLetterSourceQueuesCall(),
        new AddPermissionCall(), new RemovePermissionCall(), new StartMessageMoveTaskCall(), new CancelMessageMoveTaskCall(), new ListMessageMoveTasksCall(),
    }.ToFrozenDictionary(c => c.Name, StringComparer.Ordinal);

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The actions that it knows.</summary>
    public static IEnumerable<string> Operations => Calls.Keys;

    /// <summary>Answers a request whose X-Amz-Target is SQS's.</summary>
    public Task Handle(HttpContext context, string target) => Handle(context, target, null);

    /// <summary>Answers a request of the Query protocol: a form in the body or in the query string.</summary>
    public async Task HandleQuery(HttpContext context)
    {
        var form = context.Request.Query.Select(p => KeyValuePair.Create(p.Key, p.Value.ToString())).ToList();
        try
        {
            if (context.Request.HasFormContentType)
                form.AddRange((await context.Request.ReadFormAsync(context.RequestAborted)).Select(p => KeyValuePair.Create(p.Key, p.Value.ToString())));
        }
        catch (InvalidDataException broken)
        {
            await Fail(context, new SqsException("SerializationException", broken.Message), query: true);
            return;
        }

        var action = form.Find(p => p.Key == "Action").Value;
        if (string.IsNullOrEmpty(action))
            await Fail(context, new SqsException("MissingAction", "The request must contain the parameter Action."), query: true);
        else
            await Handle(context, TargetPrefix + action, form);
    }

    private async Task Handle(HttpContext context, string target, List<KeyValuePair<string, string>>? form)
    {
        var query = form is not null;
        var answer = new ArrayBufferWriter<byte>(1024);
        try
        {
            if (!target.StartsWith(TargetPrefix, StringComparison.Ordinal) || !Calls.TryGetValue(target[TargetPrefix.Length..], out var call))
                throw new SqsException("InvalidAction", query ? $"The action {target[TargetPrefix.Length..]} is not valid for this endpoint." : $"{target} is not an action of this emulator");
            using var body = form is null ? await Read(context) : QueryForm.ToJson(form, context.Request.Path, call.Name);
            var request = new SqsRequest(
                call.Name, new SqsParameters(body.RootElement), address.Of(context.Request.Host), store, faults, polls, context.RequestAborted);
            await using (var json = new Utf8JsonWriter(answer, Writing))
            {
                json.WriteStartObject();
                await call.Answer(request, json);
                json.WriteEndObject();
            }

            await Send(context, 200, query ? QueryAnswer.Of(call.Name, answer.WrittenMemory, context.TraceIdentifier) : answer.WrittenMemory, query);
        }
        catch (SqsException error)
        {
            await Fail(context, error, query);
        }
        catch (QueueFaultedException fault)
        {
            await Fail(context, new SqsException("ServiceUnavailable", fault.Message), query);
        }
        catch (IOException disk) when (disk is not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested)
        {
            // The journal's disk, or the history's: in either case the outcome is unknown to the caller.
            await Fail(context, new SqsException("ServiceUnavailable", disk.Message), query);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception broken) when (broken is not BadHttpRequestException && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            logger.CallBroke(broken, target);
            await Fail(context, new SqsException("InternalError", "We encountered an internal error. Please try again."), query);
        }
    }

    private static async Task<JsonDocument> Read(HttpContext context)
    {
        try
        {
            var document = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
        }
        catch (JsonException)
        {
            // Falls through to the same answer.
        }

        throw SqsParameters.Serialization("The request body is not a JSON object");
    }

    private static Task Fail(HttpContext context, SqsException error, bool query)
    {
        context.FailedWith(error.Code);
        if (query)
            return Send(context, SqsErrors.StatusOf(error), QueryAnswer.Of(error, context.TraceIdentifier), query);
        var answer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(answer, Writing))
        {
            json.WriteStartObject();
            json.WriteString("__type", SqsErrors.TypeOf(error));
            json.WriteString("message", error.Message);
            json.WriteEndObject();
        }

        context.Response.Headers["x-amzn-query-error"] = $"{SqsErrors.QueryCodeOf(error)};{SqsErrors.FaultOf(error)}";
        return Send(context, SqsErrors.StatusOf(error), answer.WrittenMemory, query);
    }

    private static async Task Send(HttpContext context, int status, ReadOnlyMemory<byte> body, bool query)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = query ? "text/xml" : "application/x-amz-json-1.0";
        response.ContentLength = body.Length;
        response.Headers["x-amzn-RequestId"] = context.TraceIdentifier;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
