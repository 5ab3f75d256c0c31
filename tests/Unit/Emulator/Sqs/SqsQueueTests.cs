using ActiveActive.Engine.Sqs;
using ActiveActive.Engine.Sqs.Operations;
using Xunit;

namespace ActiveActive.UnitTests.Emulator.Sqs;

/// <summary>Standard queues, with time in the test's hand.</summary>
public sealed class SqsQueueTests
{
    private readonly SqsRig _rig = new SqsRig().WithQueue("q");

    private void Wait(double seconds) => _rig.Now += TimeSpan.FromSeconds(seconds);

    [Fact]
    public void A_received_message_is_hidden_until_its_visibility_timeout_and_then_comes_back_in_its_place()
    {
        _rig.Send("q", "a");
        Assert.Equal(["a"], _rig.Bodies("q"));
        _rig.Send("q", "b");
        Assert.Equal(["b"], _rig.Bodies("q", visibility: 0));
        Wait(29.9);
        Assert.Equal(["b"], _rig.Bodies("q", visibility: 0));
        Wait(0.1);
        Assert.Equal(["a", "b"], _rig.Bodies("q"));
    }

    [Fact]
    public void A_delayed_message_is_not_received_before_its_time()
    {
        _rig.Send("q", "late", delay: 10);
        Assert.Equal(1, _rig.Engine.Queue("q").Delayed);
        Wait(9);
        Assert.Empty(_rig.Bodies("q"));
        Wait(1);
        Assert.Equal(["late"], _rig.Bodies("q"));
    }

    [Fact]
    public void A_message_whose_send_is_not_on_disk_is_not_handed_out()
    {
        _rig.Durable = 1;
        _rig.Send("q", "a");
        Assert.Empty(_rig.Bodies("q"));
        _rig.Durable = 2;
        Assert.Equal(["a"], _rig.Bodies("q"));
    }

    [Fact]
    public void A_deleted_message_stays_deleted_and_deleting_it_again_succeeds()
    {
        _rig.Send("q", "a");
        var received = _rig.Receive("q")[0];
        Assert.Null(_rig.Delete("q", received).Error);
        Assert.Null(_rig.Delete("q", received).Error);
        Wait(3600);
        Assert.Empty(_rig.Bodies("q"));
    }

    [Fact]
    public void An_old_handle_changes_visibility_and_deletes()
    {
        _rig.Send("q", "a");
        var old = _rig.Receive("q", visibility: 1)[0];
        Wait(1);
        Assert.Single(_rig.Receive("q", visibility: 10));
        Assert.Null(_rig.Run(new ChangeVisibility("q", [(old.Handle.ToString(), 0)]))[0].Error);
        Assert.Equal(["a"], _rig.Bodies("q"));
        _rig.Delete("q", old);
        Assert.Empty(_rig.Engine.Queue("q").Messages);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void After_a_restart_what_was_in_flight_is_visible_and_its_handle_still_deletes_it(bool fromSnapshot)
    {
        _rig.Send("q", "a");
        _rig.Send("q", "b");
        _rig.Send("q", "late", delay: 60);
        var before = _rig.Receive("q");
        _rig.Delete("q", before[1]);
        var after = _rig.Restarted(fromSnapshot);
        var again = Assert.Single(after.Receive("q"));
        Assert.Equal(("a", before[0].Message.Id, 2), (again.Message.Body, again.Message.Id, again.Receives));
        Assert.Equal(1, after.Engine.Queue("q").Delayed);
        after.Delete("q", before[0]);
        after.Now += TimeSpan.FromSeconds(60);
        Assert.Equal(["late"], after.Bodies("q"));
        Assert.NotEqual(before[1].Message.Id, after.Send("q", "new").Message!.Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void After_as_many_receives_as_allowed_a_message_is_in_the_dead_letter_queue_and_nowhere_else(bool fromSnapshot)
    {
        _rig.WithQueue("dead").WithQueue("work", ("RedrivePolicy", """{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":"2"}"""));
        var id = _rig.Send("work", "poison").Message!.Id;
        _rig.Receive("work", visibility: 0);
        _rig.Receive("work", visibility: 0);
        Assert.Empty(_rig.Receive("work"));
        var after = _rig.Restarted(fromSnapshot);
        Assert.Empty(after.Engine.Queue("work").Messages);
        var dead = Assert.Single(after.Receive("dead"));
        Assert.Equal((id, "poison", "work", 3), (dead.Message.Id, dead.Message.Body, dead.Message.Source, dead.Receives));
    }

    [Fact]
    public void A_message_is_gone_after_its_retention_period_even_if_that_is_lengthened_later()
    {
        _rig.WithQueue("short", ("MessageRetentionPeriod", "60"));
        _rig.Send("short", "a");
        Wait(60);
        Assert.Empty(_rig.Bodies("short"));
        var after = _rig.Restarted(fromSnapshot: false);
        after.Run(new SetQueueAttributes("short", new Dictionary<string, string> { ["MessageRetentionPeriod"] = "3600" }));
        Assert.Empty(after.Bodies("short"));
    }

    [Fact]
    public void A_queue_is_created_again_only_with_the_same_attributes()
    {
        _rig.WithQueue("q");
        var error = Assert.Throws<SqsException>(() => _rig.WithQueue("q", ("VisibilityTimeout", "31")));
        Assert.Equal("QueueNameExists", error.Code);
    }

    [Fact]
    public void What_is_not_text_or_too_long_is_refused()
    {
        Assert.Equal("InvalidMessageContents", _rig.Send("q", "\u0001").Error?.Code);
        Assert.Equal("InvalidParameterValue", _rig.Send("q", new string('x', SqsLimits.MessageBytes + 1)).Error?.Code);
        Assert.Null(_rig.Send("q", new string('x', SqsLimits.MessageBytes)).Error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_restart_remembers_when_a_queue_was_purged_and_when_one_was_deleted(bool fromSnapshot)
    {
        var rig = new SqsRig().WithQueue("q").WithQueue("gone");
        rig.Send("q", "before");
        rig.Run(new PurgeQueue("q"));
        rig.Send("q", "since");
        rig.Run(new DeleteQueue("gone"));
        rig.Now += TimeSpan.FromSeconds(59);
        rig = rig.Restarted(fromSnapshot);
        Assert.Equal("PurgeQueueInProgress", Assert.Throws<SqsException>(() => rig.Run(new PurgeQueue("q"))).Code);
        Assert.Equal("QueueDeletedRecently", Assert.Throws<SqsException>(() => rig.WithQueue("gone")).Code);
        Assert.Equal(["since"], rig.Bodies("q", visibility: 0));
        rig.Now += TimeSpan.FromSeconds(1);
        rig.Run(new PurgeQueue("q"));
        rig.WithQueue("gone");
        Assert.Empty(rig.Bodies("q"));
    }
}
