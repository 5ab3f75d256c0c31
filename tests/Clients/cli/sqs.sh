#!/usr/bin/env bash
# SQS by the AWS CLI: every action that Debian's knows, in the Query protocol.
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

url_of() { sqs create-queue --queue-name "$@" --query QueueUrl --output text; }
text() { local query=$1; shift; sqs "$@" --query "$query" --output text; }
md5_of() { printf %s "$1" | md5sum | cut -d' ' -f1; }

q=$(url_of cli-life --attributes VisibilityTimeout=45 --tags team=a)
is 'a queue is found by its name' "$q" text QueueUrl get-queue-url --queue-name cli-life
fails 'other attributes are another queue' QueueAlreadyExists VisibilityTimeout sqs create-queue --queue-name cli-life --attributes VisibilityTimeout=46
does 'attributes are set' sqs set-queue-attributes --queue-url "$q" --attributes '{"DelaySeconds":"0","ReceiveMessageWaitTimeSeconds":"1"}'
is 'attributes are told' '45 0 1 1048576' text 'Attributes.[VisibilityTimeout,DelaySeconds,ReceiveMessageWaitTimeSeconds,MaximumMessageSize]' \
  get-queue-attributes --queue-url "$q" --attribute-names All
does 'a queue is tagged' sqs tag-queue --queue-url "$q" --tags cost=7,team=b
does 'a tag is taken off' sqs untag-queue --queue-url "$q" --tag-keys cost
is 'tags are told' 'b' text 'values(Tags)' list-queue-tags --queue-url "$q"
does 'another account is permitted' sqs add-permission --queue-url "$q" --label other --aws-account-ids 111111111111 --actions SendMessage
is 'the permission is in the policy' 1 text 'length(Attributes.Policy) > `0` && `1`' get-queue-attributes --queue-url "$q" --attribute-names Policy
does 'the permission is taken back' sqs remove-permission --queue-url "$q" --label other

body='Grüße 😀 <&> "q" \'
is 'a message is sent with its MD5' "$(md5_of "$body")" text MD5OfMessageBody send-message --queue-url "$q" --message-body "$body" \
  --message-attributes '{"id":{"DataType":"String","StringValue":"r-1"},"raw":{"DataType":"Binary","BinaryValue":"AP8="}}'
sqs receive-message --queue-url "$q" --attribute-names All --message-attribute-names All >"$CHECK_FOLDER/message"
of_message() { python3 -c 'import json,sys; print(eval(sys.argv[2], {"m": json.load(open(sys.argv[1]))["Messages"][0]}))' "$CHECK_FOLDER/message" "$1"; }
is 'it comes as it went' "$body" of_message 'm["Body"]'
is 'its attributes too' 'r-1 AP8= 1' of_message 'm["MessageAttributes"]["id"]["StringValue"] + " " + m["MessageAttributes"]["raw"]["BinaryValue"] + " " + m["Attributes"]["ApproximateReceiveCount"]'
handle=$(of_message 'm["ReceiptHandle"]')
does 'it is made visible' sqs change-message-visibility --queue-url "$q" --receipt-handle "$handle" --visibility-timeout 0
handle=$(text 'Messages[0].ReceiptHandle' receive-message --queue-url "$q")
does 'it is deleted' sqs delete-message --queue-url "$q" --receipt-handle "$handle"
fails 'a handle of nothing' ReceiptHandleIsInvalid nonsense sqs delete-message --queue-url "$q" --receipt-handle nonsense
fails 'too many at once' InvalidParameterValue MaxNumberOfMessages sqs receive-message --queue-url "$q" --max-number-of-messages 11

is 'a batch is sent, but for one' 'a b bad InvalidParameterValue' text '[Successful[].Id[],Failed[].[Id,Code][]][]' send-message-batch --queue-url "$q" \
  --entries Id=a,MessageBody=one Id=b,MessageBody=two Id=bad,MessageBody=x,DelaySeconds=901
read -r one two < <(text 'Messages[].ReceiptHandle' receive-message --queue-url "$q" --max-number-of-messages 10)
is 'a batch becomes visible later' 'a b' text 'Successful[].Id' change-message-visibility-batch --queue-url "$q" \
  --entries "Id=a,ReceiptHandle=$one,VisibilityTimeout=30" "Id=b,ReceiptHandle=$two,VisibilityTimeout=30"
is 'a batch is deleted' 'a b' text 'Successful[].Id' delete-message-batch --queue-url "$q" --entries "Id=a,ReceiptHandle=$one" "Id=b,ReceiptHandle=$two"
fails 'an id twice' AWS.SimpleQueueService.BatchEntryIdsNotDistinct repeated sqs send-message-batch --queue-url "$q" --entries Id=a,MessageBody=1 Id=a,MessageBody=2
does 'a queue is purged' sqs purge-queue --queue-url "$q"
fails 'and not again at once' AWS.SimpleQueueService.PurgeQueueInProgress '60 seconds' sqs purge-queue --queue-url "$q"

fifo=$(url_of cli.fifo --attributes FifoQueue=true,ContentBasedDeduplication=true)
first=$(text SequenceNumber send-message --queue-url "$fifo" --message-body 1 --message-group-id g)
is 'a duplicate has the same sequence number' "$first" text SequenceNumber send-message --queue-url "$fifo" --message-body 1 --message-group-id g
is 'and comes once' '1' text 'Messages[].Body' receive-message --queue-url "$fifo" --max-number-of-messages 10

arn=$(text Attributes.QueueArn get-queue-attributes --queue-url "$q" --attribute-names QueueArn)
sources=()
for n in 1 2 3; do sources+=("$(url_of "cli-source-$n" --attributes "{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"$arn\\\",\\\"maxReceiveCount\\\":3}\"}")"); done
is 'sources of a dead-letter queue, in pages of one' "${sources[*]}" text 'queueUrls[]' list-dead-letter-source-queues --queue-url "$q" --page-size 1
is 'queues by their prefix, in pages of two' "${sources[*]}" text 'QueueUrls[]' list-queues --queue-name-prefix cli-source --page-size 2
if "$(dirname "${BASH_SOURCE[0]}")/operations.sh" sqs | grep -qx start-message-move-task; then
  does 'messages are moved home' sqs start-message-move-task --source-arn "$arn"
  is 'the move is told' "$arn" text 'Results[0].SourceArn' list-message-move-tasks --source-arn "$arn"
  does 'messages to move, slowly' sqs send-message-batch --queue-url "$q" --entries Id=1,MessageBody=1 Id=2,MessageBody=2 Id=3,MessageBody=3
  task=$(text TaskHandle start-message-move-task --source-arn "$arn" --max-number-of-messages-per-second 1)
  does 'a move is cancelled' sqs cancel-message-move-task --task-handle "$task"
fi

does 'a queue is deleted' sqs delete-queue --queue-url "${sources[0]}"
fails 'and is gone' AWS.SimpleQueueService.NonExistentQueue 'does not exist' sqs send-message --queue-url "${sources[0]}" --message-body x
finish
