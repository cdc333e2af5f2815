import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { getSignedUrl } from '@aws-sdk/cloudfront-signer';

const folder = join(import.meta.dirname, 'cloudfront');
const read = (name: string) => readFileSync(join(folder, name), 'utf8').trimEnd();

// src/store/objects/cloudfront_signer_test.cpp holds Freshet's signer to the same file.
test("the signature in signed-url.txt is the one that Amazon's own library makes", () => {
  const policy = {
    Statement: [
      {
        Resource: 'https://cdn.example/media/0f3a/*',
        Condition: { DateLessThan: { 'AWS:EpochTime': 1_800_000_000 } },
      },
    ],
  };

  const signed = getSignedUrl({
    url: 'https://cdn.example/media/0f3a/1/720p.mp4',
    keyPairId: 'K2JCJMDEHXQW5F',
    privateKey: read('private-key.pem'),
    policy: JSON.stringify(policy),
  });

  assert.equal(signed, read('signed-url.txt'));
});
