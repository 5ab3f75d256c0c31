// Which operations of a service the installed SDK knows, one a line: operations.mjs SERVICE.
const packages = { sqs: '@aws-sdk/client-sqs', dynamodb: '@aws-sdk/client-dynamodb', dynamodbstreams: '@aws-sdk/client-dynamodb-streams' };
const names = Object.keys(await import(packages[process.argv[2]])).filter(n => /^[A-Z]\w+Command$/.test(n) && n !== '$Command');
console.log(names.map(n => n.slice(0, -'Command'.length)).join('\n'));
