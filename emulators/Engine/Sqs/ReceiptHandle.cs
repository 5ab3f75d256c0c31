using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ActiveActive.Engine.Sqs;

/// <summary>What a receiver holds of a message: the queue, the message and which receive of it. Outlives a restart.</summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="Order">The message's order number.</param>
/// <param name="Receive">Which receive, from 1.</param>
public sealed record ReceiptHandle(string Queue, long Order, int Receive)
{
    /// <summary>Reads a handle of a queue.</summary>
    /// <param name="text">What the caller sent.</param>
    /// <param name="queue">The queue that the caller names beside it.</param>
    /// <param name="nextOrder">The next message's order number: nobody holds a handle of a message that there never was.</param>
    /// <exception cref="SqsException">It is none that was ever given out, or another queue's.</exception>
    public static ReceiptHandle Parse(string text, string queue, long nextOrder)
    {
        try
        {
            var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split(' ');
            if (parts.Length == 3
                && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var order) && order > 0 && order < nextOrder
                && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var receive) && receive > 0)
            {
                // AWS tells the two apart in the message only.
                return parts[0] == queue
                    ? new ReceiptHandle(queue, order, receive)
                    : throw new SqsException("ReceiptHandleIsInvalid", $"The receipt handle \"{text}\" is not valid for this queue.");
            }
        }
        catch (FormatException)
        {
            // Falls through to the same answer.
        }

        throw new SqsException("ReceiptHandleIsInvalid", $"The input receipt handle \"{text}\" is not a valid receipt handle.");
    }

    /// <summary>A FIFO queue knows a handle for as long as its receiver has the message and no longer.</summary>
    /// <exception cref="SqsException">The message is visible again, or somebody else's.</exception>
    public void CheckHeld(QueuedMessage message, string text)
    {
        if (message.State != MessageState.InFlight || message.Receives != Receive)
            throw SqsException.Invalid(text, "ReceiptHandle", "The receipt handle has expired.");
    }

    /// <summary>As the receiver gets it.</summary>
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Queue} {Order} {Receive}")));
}
