using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;
using CsCheck;
using Xunit;

namespace ActiveActive.UnitTests.Emulator.Sqs;

/// <summary>
/// Whatever is done to a queue, in whatever order, it answers as the plain model does: sends alone and in batches, receives,
/// deletes and changes of visibility by new and old handles, delays, dead letters, purges, retention, restarts, and time that
/// passes. CsCheck_Seed replays a failure, CsCheck_Iter does more.
/// </summary>
public sealed class SqsModelTests
{
    private const int MostReceives = 3;
    private const int Sequences = 400;
    private static readonly Gen<List<(int Kind, int A, int B)>> Steps = Gen.Select(Gen.Int[0, 15], Gen.Int[0, 9], Gen.Int[0, 40]).List[0, 80];

    [Fact]
    public void A_standard_queue_is_what_the_model_is() => Steps.Sample(steps => Play(steps, fifo: false), iter: Sequences);

    [Fact]
    public void A_FIFO_queue_is_what_the_model_is() => Steps.Sample(steps => Play(steps, fifo: true), iter: Sequences);

    private static void Play(List<(int Kind, int A, int B)> steps, bool fifo)
    {
        var (name, dead) = fifo ? ("q.fifo", "dead.fifo") : ("q", "dead");
        (string, string)[] kind = fifo ? [("FifoQueue", "true")] : [];
        var rig = new SqsRig().WithQueue(dead, [.. kind, ("MessageRetentionPeriod", "1209600")])
            .WithQueue(name, [
                .. kind, ("MessageRetentionPeriod", $"{ModelQueue.Retention.TotalSeconds}"),
                ("RedrivePolicy", $$"""{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:{{dead}}","maxReceiveCount":{{MostReceives}}}""")]);
        var model = new ModelQueue(fifo, MostReceives);
        List<(string Handle, ModelMessage Message, int Receive)> handles = [];
        var sent = 0;
        foreach (var (what, a, b) in steps)
        {
            switch (what)
            {
                case <= 3:
                    var entries = Enumerable.Range(0, what == 3 ? 1 + a : 1).Select(_ => Entry(fifo, ++sent, a, b)).ToList();
                    Assert.All(rig.Run(new SendMessages(name, entries)), e => Assert.Null(e.Error));
                    entries.ForEach(e => model.Send(e.Body.ToString(), rig.Now, e.DelaySeconds ?? 0, e.Group, e.DeduplicationId));
                    break;
                case <= 7:
                    var got = rig.Receive(name, 1 + a, b);
                    var expected = model.Receive(1 + a, b, rig.Now);
                    Assert.Equal(expected.Select(m => (m.Body, m.Receives)), got.Select(m => (m.Message.Body, m.Receives)));
                    handles.AddRange(got.Zip(expected, (g, e) => (g.Handle.ToString(), e, e.Receives)));
                    break;
                case <= 9 when handles.Count > 0:
                    var gone = handles[(a + b) % handles.Count];
                    var expired = rig.Run(new DeleteMessages(name, [gone.Handle]))[0].Error;
                    Assert.Equal(model.Delete(gone.Message, gone.Receive, rig.Now), expired is null);
                    break;
                case <= 11 when handles.Count > 0:
                    var held = handles[^(1 + ((a + b) % handles.Count))];
                    var error = rig.Run(new ChangeVisibility(name, [(held.Handle, b)]))[0].Error;
                    Assert.Equal(model.ChangeVisibility(held.Message, held.Receive, b, rig.Now), error is null);
                    break;
                case 12 when a == 0:
                    Assert.Equal(model.Purge(rig.Now), Purged(rig, name));
                    break;
                case 13 when a < 3:
                    rig = rig.Restarted(fromSnapshot: a == 1);
                    model.Restart(rig.Now);
                    break;
                default:
                    rig.Now += a == 0 ? TimeSpan.FromMinutes(b) : TimeSpan.FromSeconds(b);
                    break;
            }

            Assert.Equal(model.Counts(rig.Now), Counts(rig, name));
        }

        Assert.Equal(model.Dead, rig.Engine.Queue(dead).Ready.OrderBy(m => m.Order).Select(m => m.Body));
    }

    // In a FIFO queue one in so many has the deduplication id of an earlier one.
    private static OutgoingMessage Entry(bool fifo, int number, int a, int b) => fifo
        ? new OutgoingMessage($"m{number}", new Dictionary<string, MessageAttribute>(), null, $"g{a % 3}", b % 5 == 0 ? "again" : $"d{number}")
        : new OutgoingMessage($"m{number}", new Dictionary<string, MessageAttribute>(), b % 3 == 0 ? b : null);

    private static bool Purged(SqsRig rig, string name)
    {
        try
        {
            return rig.Run(new PurgeQueue(name));
        }
        catch (SqsException refused) when (refused.Code == "PurgeQueueInProgress")
        {
            return false;
        }
    }

    private static (int, int, int) Counts(SqsRig rig, string name)
    {
        var all = rig.Run(new GetQueueAttributes(name));
        return (Read("ApproximateNumberOfMessages"), Read("ApproximateNumberOfMessagesNotVisible"), Read("ApproximateNumberOfMessagesDelayed"));

        int Read(string attribute) => int.Parse(all[attribute], System.Globalization.CultureInfo.InvariantCulture);
    }
}
