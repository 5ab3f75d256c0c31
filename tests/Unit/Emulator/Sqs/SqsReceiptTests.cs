using System.Buffers.Text;
using System.Text;
using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;
using Xunit;

namespace ActiveActive.UnitTests.Emulator.Sqs;

/// <summary>What a receipt handle does that is not the last receive's of a message of that queue.</summary>
public sealed class SqsReceiptTests
{
    private readonly SqsRig _rig = new SqsRig().WithQueue("q").WithQueue("other");

    private static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private SqsException? Delete(string handle) => _rig.Run(new DeleteMessages("q", [handle]))[0].Error;

    private SqsException? Change(string handle, int seconds = 10) => _rig.Run(new ChangeVisibility("q", [(handle, seconds)]))[0].Error;

    public static TheoryData<string> Garbage => new(
        "", " ", "no handle", "AQEBwJnK", "%%%%", "YQ==", new string('A', 5000), "\u00e9\U0001F600",
        Encoded(""), Encoded("q"), Encoded("q 1"), Encoded("q 1 1 1"), Encoded("q one 1"), Encoded("q 1 one"), Encoded("q -1 1"), Encoded("q 1 -1"),
        Encoded("q 0 1"), Encoded("q 1 0"), Encoded("q 99999999999999999999 1"), Encoded("q 1 99999999999"), Encoded("q \u0661 1"));

    [Theory]
    [MemberData(nameof(Garbage))]
    public void What_never_was_a_handle_is_refused_in_AWS_s_words(string handle)
    {
        _rig.Send("q", "a");
        _rig.Receive("q");
        foreach (var error in new[] { Delete(handle), Change(handle) })
            Assert.Equal(("ReceiptHandleIsInvalid", $"The input receipt handle \"{handle}\" is not a valid receipt handle."), (error?.Code, error?.Message));
        Assert.Equal(1, _rig.Engine.Queue("q").InFlight);
    }

    [Fact]
    public void A_handle_of_another_queue_is_refused_and_does_nothing_in_either()
    {
        _rig.Send("other", "theirs");
        _rig.Send("q", "ours");
        var handle = _rig.Receive("other")[0].Handle.ToString();
        foreach (var error in new[] { Delete(handle), Change(handle, 0) })
            Assert.Equal(("ReceiptHandleIsInvalid", $"The receipt handle \"{handle}\" is not valid for this queue."), (error?.Code, error?.Message));
        Assert.Equal((1, 0), (_rig.Engine.Queue("other").InFlight, _rig.Engine.Queue("other").Ready.Count));
        Assert.Single(_rig.Engine.Queue("q").Messages);
    }

    [Fact]
    public void A_handle_of_a_message_that_there_never_was_is_refused()
    {
        _rig.Send("q", "a");
        Assert.Null(Delete(new ReceiptHandle("q", 1, 1).ToString()));
        Assert.Equal("ReceiptHandleIsInvalid", Delete(new ReceiptHandle("q", 2, 1).ToString())?.Code);
    }

    [Fact]
    public void A_deleted_message_is_deleted_again_but_its_visibility_cannot_be_changed()
    {
        _rig.Send("q", "a");
        var handle = _rig.Receive("q")[0].Handle.ToString();
        Assert.Null(Delete(handle));
        Assert.Null(Delete(handle));
        var error = Change(handle);
        Assert.Equal("InvalidParameterValue", error?.Code);
        Assert.Equal(
            $"Value {handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.", error?.Message);
        Assert.Null(_rig.Restarted(fromSnapshot: true).Run(new DeleteMessages("q", [handle]))[0].Error);
    }

    [Fact]
    public void A_message_whose_time_has_run_out_can_be_hidden_again_by_its_handle()
    {
        _rig.Send("q", "a");
        var handle = _rig.Receive("q", visibility: 5)[0].Handle.ToString();
        _rig.Now += TimeSpan.FromSeconds(5);
        Assert.Null(_rig.Run(new ChangeVisibility("q", [(handle, 3)]))[0].Error);
        Assert.Empty(_rig.Bodies("q"));
        _rig.Now += TimeSpan.FromSeconds(3);
        Assert.Equal(["a"], _rig.Bodies("q"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_message_that_was_given_back_is_not_in_flight_and_stays_visible(bool atOnce)
    {
        _rig.Send("q", "a");
        var handle = _rig.Receive("q", visibility: atOnce ? 0 : 5)[0].Handle.ToString();
        if (!atOnce)
            Assert.Null(_rig.Run(new ChangeVisibility("q", [(handle, 0)]))[0].Error);
        Assert.Equal("MessageNotInflight", _rig.Run(new ChangeVisibility("q", [(handle, 3)]))[0].Error?.Code);
        Assert.Equal(["a"], _rig.Bodies("q"));
    }

    [Fact]
    public void An_old_handle_deletes_though_another_receiver_has_the_message()
    {
        _rig.Send("q", "a");
        var old = _rig.Receive("q", visibility: 5)[0].Handle.ToString();
        _rig.Now += TimeSpan.FromSeconds(5);
        var last = _rig.Receive("q")[0].Handle.ToString();
        Assert.NotEqual(old, last);
        Assert.Null(Delete(old));
        Assert.Null(Delete(last));
        Assert.Empty(_rig.Engine.Queue("q").Messages);
    }

    [Fact]
    public void In_a_FIFO_queue_a_handle_deletes_only_while_its_receive_lasts()
    {
        _rig.WithQueue("q.fifo", ("FifoQueue", "true"));
        _rig.Run(new SendMessages("q.fifo", [new OutgoingMessage("a", new Dictionary<string, MessageAttribute>(), Group: "g", DeduplicationId: "1")]));
        var old = _rig.Receive("q.fifo", visibility: 5)[0];
        _rig.Now += TimeSpan.FromSeconds(5);
        var error = _rig.Delete("q.fifo", old).Error;
        Assert.Equal(("InvalidParameterValue", $"Value {old.Handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired."), (error?.Code, error?.Message));
        var last = _rig.Receive("q.fifo")[0];
        Assert.NotNull(_rig.Delete("q.fifo", old).Error);
        Assert.Null(_rig.Delete("q.fifo", last).Error);
        // Gone is gone: whoever repeats a delete has had what was asked for.
        Assert.Null(_rig.Delete("q.fifo", old).Error);
    }

    [Fact]
    public void In_a_batch_a_bad_handle_spoils_only_its_own_entry()
    {
        _rig.Send("q", "a");
        _rig.Send("q", "b");
        var handles = _rig.Receive("q").Select(m => m.Handle.ToString()).ToArray();
        var outcomes = _rig.Run(new DeleteMessages("q", [handles[0], "nonsense", handles[1]]));
        Assert.Equal([null, "ReceiptHandleIsInvalid", null], outcomes.Select(o => o.Error?.Code));
        Assert.Empty(_rig.Engine.Queue("q").Messages);
    }
}
