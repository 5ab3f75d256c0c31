using System.Collections.Frozen;
using ActiveActive.AwsEmulator.Calls;
using ActiveActive.AwsEmulator.Http;
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

    private static readonly FrozenDictionary<string, ISqsCall>.AlternateLookup<ReadOnlySpan<char>> ByName = Calls.GetAlternateLookup<ReadOnlySpan<char>>();

    // The actions that have nothing to do with the queue whose URL they are asked of.
    private static readonly FrozenSet<string> OfAll = new[] { "CreateQueue", "ListQueues" }.ToFrozenSet(StringComparer.Ordinal);

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
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            throw new BadHttpRequestException(broken.Message, broken);
        }

        var action = form.Find(p => p.Key == "Action").Value;
        if (string.IsNullOrEmpty(action))
            await Fail(context, new SqsException("MissingAction", "The request must contain the parameter Action."), query: true);
        else
            await Handle(context, TargetPrefix + action, form);
    }

    /// <summary>Answers a request of a queue's URL that is of neither protocol.</summary>
    public static Task RefusePlain(HttpContext context) => Send(context, 404, QueryAnswer.UnknownOperation(), query: true);

    private static bool IsQueue(HttpContext context) => context.Request.Path.Value is { Length: > 1 };

    private async Task Handle(HttpContext context, string target, List<KeyValuePair<string, string>>? form)
    {
        var query = form is not null;
        using var answer = AnswerBuffer.Take();
        try
        {
            if (Find(target) is not { } call || (query && IsQueue(context) && OfAll.Contains(call.Name)))
                throw new SqsException("InvalidAction", query ? $"The action {target[TargetPrefix.Length..]} is not valid for this endpoint." : $"{target} is not an action of this emulator");
            using var bytes = form is null ? await RequestBody.Read(context) : default;
            using var body = form is null
                ? bytes.ReadObject(default) ?? throw SqsParameters.Serialization("The request body is not a JSON object")
                : QueryForm.ToJson(form, context.Request.Path, call.Name);
            var request = new SqsRequest(
                call.Name, new SqsParameters(body.RootElement), address.Of(context.Request.Host), store, faults, polls, context.RequestAborted);
            answer.Json.WriteStartObject();
            await call.Answer(request, answer.Json);
            answer.Json.WriteEndObject();
            await Send(context, 200, query ? QueryAnswer.Of(call.Name, answer.Finish(), context.TraceIdentifier) : answer.Finish(), query);
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

    private static ISqsCall? Find(string target) =>
        target.StartsWith(TargetPrefix, StringComparison.Ordinal) && ByName.TryGetValue(target.AsSpan(TargetPrefix.Length), out var call) ? call : null;

    private static async Task Fail(HttpContext context, SqsException error, bool query)
    {
        context.FailedWith(error.Code);
        if (query)
        {
            await Send(context, SqsErrors.StatusOf(error), QueryAnswer.Of(error, context.TraceIdentifier), query);
            return;
        }

        using var answer = AnswerBuffer.Take();
        answer.Json.WriteStartObject();
        answer.Json.WriteString("__type", SqsErrors.TypeOf(error));
        answer.Json.WriteString("message", error.Message);
        answer.Json.WriteEndObject();
        context.Response.Headers["x-amzn-query-error"] = $"{SqsErrors.QueryCodeOf(error)};{SqsErrors.FaultOf(error)}";
        await Send(context, SqsErrors.StatusOf(error), answer.Finish(), query);
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
