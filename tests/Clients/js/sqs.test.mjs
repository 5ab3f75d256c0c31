// SQS by the SDK for JavaScript, in the JSON protocol. It checks the MD5 of every message that it sends and receives.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paginateListDeadLetterSourceQueues, paginateListQueues, SQS } from '@aws-sdk/client-sqs';
import { all, fails, settings, until } from './lab.mjs';

const sqs = new SQS(settings());
const create = async (QueueName, Attributes) => (await sqs.createQueue({ QueueName, Attributes })).QueueUrl;
const arnOf = async QueueUrl => (await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['QueueArn'] })).Attributes.QueueArn;
const take = async (QueueUrl, more) => (await sqs.receiveMessage({
  QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'], ...more })).Messages ?? [];

test("a queue's life", async () => {
  const QueueUrl = (await sqs.createQueue({ QueueName: 'js-life', Attributes: { VisibilityTimeout: '45' }, tags: { team: 'a' } })).QueueUrl;
  assert.equal((await sqs.getQueueUrl({ QueueName: 'js-life' })).QueueUrl, QueueUrl);
  await fails('QueueNameExists', 'VisibilityTimeout', create('js-life', { VisibilityTimeout: '46' }));
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { DelaySeconds: '3' } });
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] });
  assert.deepEqual([Attributes.VisibilityTimeout, Attributes.DelaySeconds, Attributes.SqsManagedSseEnabled], ['45', '3', 'true']);
  await sqs.tagQueue({ QueueUrl, Tags: { cost: '7', team: 'b' } });
  await sqs.untagQueue({ QueueUrl, TagKeys: ['cost'] });
  assert.deepEqual((await sqs.listQueueTags({ QueueUrl })).Tags, { team: 'b' });
  await sqs.addPermission({ QueueUrl, Label: 'other', AWSAccountIds: ['111111111111'], Actions: ['SendMessage'] });
  assert.equal(JSON.parse((await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['Policy'] })).Attributes.Policy).Statement[0].Sid, 'other');
  await sqs.removePermission({ QueueUrl, Label: 'other' });
  await sqs.deleteQueue({ QueueUrl });
  await fails('QueueDoesNotExist', 'does not exist', sqs.getQueueUrl({ QueueName: 'js-life' }));
});

test('pages of queues', async () => {
  const urls = await Promise.all([0, 1, 2, 3, 4, 5, 6].map(n => create(`js-page-${n}`)));
  const pages = await all(paginateListQueues({ client: sqs, pageSize: 3 }, { QueueNamePrefix: 'js-page-' }));
  assert.deepEqual(pages.map(p => p.QueueUrls.length), [3, 3, 1]);
  assert.deepEqual(pages.flatMap(p => p.QueueUrls).sort(), urls);
});

test('a message comes as it went', async () => {
  const QueueUrl = await create('js-message');
  const MessageBody = 'Grüße \u{1F600} <&> "q" \\ \n\t';
  const MessageAttributes = {
    id: { DataType: 'String', StringValue: 'r-1' }, n: { DataType: 'Number', StringValue: '3' }, raw: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255) } };
  const sent = await sqs.sendMessage({ QueueUrl, MessageBody, MessageAttributes });
  const [message] = await take(QueueUrl);
  assert.deepEqual([message.Body, message.MessageId, message.MD5OfMessageAttributes], [MessageBody, sent.MessageId, sent.MD5OfMessageAttributes]);
  assert.deepEqual([message.MessageAttributes.id.StringValue, [...message.MessageAttributes.raw.BinaryValue]], ['r-1', [0, 255]]);
  await sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle: message.ReceiptHandle, VisibilityTimeout: 0 });
  const [again] = await take(QueueUrl);
  assert.equal(again.Attributes.ApproximateReceiveCount, '2');
  await sqs.deleteMessage({ QueueUrl, ReceiptHandle: again.ReceiptHandle });
  await fails('ReceiptHandleIsInvalid', 'nonsense', sqs.deleteMessage({ QueueUrl, ReceiptHandle: 'nonsense' }));
  await sqs.sendMessage({ QueueUrl, MessageBody });
  await sqs.purgeQueue({ QueueUrl });
  assert.deepEqual(await take(QueueUrl), []);
  await fails('PurgeQueueInProgress', '60 seconds', sqs.purgeQueue({ QueueUrl }));
});

test('a long poll wakes when a message is sent', async () => {
  const QueueUrl = await create('js-poll');
  const poll = take(QueueUrl, { WaitTimeSeconds: 20 });
  const began = performance.now();
  await sqs.sendMessage({ QueueUrl, MessageBody: 'wake' });
  assert.equal((await poll)[0].Body, 'wake');
  assert.ok(performance.now() - began < 10_000);
});

test('batches tell what was done and what not', async () => {
  const QueueUrl = await create('js-batch');
  const sent = await sqs.sendMessageBatch({ QueueUrl, Entries: [{ Id: 'a', MessageBody: 'one' }, { Id: 'b', MessageBody: 'two' }, { Id: 'bad', MessageBody: 'x', DelaySeconds: 901 }] });
  assert.deepEqual([sent.Successful.map(e => e.Id), sent.Failed.map(e => e.Code)], [['a', 'b'], ['InvalidParameterValue']]);
  const Entries = (await take(QueueUrl)).map(m => ({ Id: m.Body, ReceiptHandle: m.ReceiptHandle }));
  const changed = await sqs.changeMessageVisibilityBatch({ QueueUrl, Entries: [...Entries, { Id: 'x', ReceiptHandle: 'nonsense' }].map(e => ({ ...e, VisibilityTimeout: 30 })) });
  assert.deepEqual([changed.Successful.map(e => e.Id), changed.Failed.map(e => e.Code)], [['one', 'two'], ['ReceiptHandleIsInvalid']]);
  assert.deepEqual((await sqs.deleteMessageBatch({ QueueUrl, Entries })).Successful.map(e => e.Id), ['one', 'two']);
  await fails('EmptyBatchRequest', 'at least one', sqs.sendMessageBatch({ QueueUrl, Entries: [] }));
  await fails('BatchEntryIdsNotDistinct', 'repeated', sqs.sendMessageBatch({ QueueUrl, Entries: [{ Id: 'a', MessageBody: '1' }, { Id: 'a', MessageBody: '2' }] }));
});

test('first in, first out', async () => {
  const QueueUrl = await create('js.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  for (const MessageBody of ['1', '2', '1', '3']) await sqs.sendMessage({ QueueUrl, MessageBody, MessageGroupId: 'g' });
  const messages = await take(QueueUrl);
  assert.deepEqual(messages.map(m => m.Body), ['1', '2', '3']);
  assert.ok(messages.every(m => m.Attributes.MessageGroupId === 'g'));
  await fails('MissingParameter', 'MessageGroupId', sqs.sendMessage({ QueueUrl, MessageBody: 'x' }));
});

test('dead letters go home', async () => {
  const dead = await create('js-dead');
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: await arnOf(dead), maxReceiveCount: 1 });
  const sources = await Promise.all(['a', 'b', 'c'].map(n => create(`js-source-${n}`, { RedrivePolicy })));
  const pages = await all(paginateListDeadLetterSourceQueues({ client: sqs, pageSize: 2 }, { QueueUrl: dead }));
  assert.deepEqual(pages.flatMap(p => p.queueUrls).sort(), sources);
  await sqs.sendMessage({ QueueUrl: sources[0], MessageBody: 'poison' });
  await take(sources[0], { VisibilityTimeout: 0 });
  assert.deepEqual(await take(sources[0]), []);
  const SourceArn = await arnOf(dead);
  const { TaskHandle } = await sqs.startMessageMoveTask({ SourceArn });
  assert.ok(TaskHandle);
  const task = await until('the move is over', async () => (await sqs.listMessageMoveTasks({ SourceArn })).Results.find(t => t.Status === 'COMPLETED'));
  assert.equal(task.ApproximateNumberOfMessagesMoved, 1);
  assert.equal((await take(sources[0]))[0].Body, 'poison');
  for (let n = 0; n < 5; n++) await sqs.sendMessage({ QueueUrl: dead, MessageBody: `${n}` });
  const slow = await sqs.startMessageMoveTask({ SourceArn, DestinationArn: await arnOf(sources[1]), MaxNumberOfMessagesPerSecond: 1 });
  const cancelled = await sqs.cancelMessageMoveTask({ TaskHandle: slow.TaskHandle });
  assert.ok(cancelled.ApproximateNumberOfMessagesMoved < 5);
  await fails('ResourceNotFoundException', "doesn't exist", sqs.startMessageMoveTask({ SourceArn: `${SourceArn}-none` }));
});
