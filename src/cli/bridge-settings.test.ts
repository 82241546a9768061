import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Command } from 'commander';
import { addSettings, settingsOver } from './bridge-settings.ts';

test('flags go before the environment, the environment before the file', () => {
  const read = (args: readonly string[]) => {
    const command = addSettings(new Command()).parse([...args], { from: 'user' });
    return settingsOver({ api: { port: 1, host: 'from-file', clientId: 'file/x' } }, command.opts());
  };
  process.env.IOT_FLOW_PORT = '2';
  process.env.IOT_FLOW_HOST = 'from-environment';
  try {
    assert.deepEqual(read(['--port', '3']), {
      api: { port: 3, host: 'from-environment', clientId: 'file/x' },
    });
  } finally {
    delete process.env.IOT_FLOW_PORT;
    delete process.env.IOT_FLOW_HOST;
  }
  assert.deepEqual(
    read([
      '--resolve',
      'a.example=127.0.0.1:8443',
      'b.example=http://[::1]:80',
      '--allow-host',
      'x,y',
      '--allow-host',
      'z',
    ]),
    {
      api: { port: 1, host: 'from-file', clientId: 'file/x' },
      cumulocity: {
        hosts: {
          'a.example': { address: '127.0.0.1', port: 8443, tls: true },
          'b.example': { address: '::1', port: 80, tls: false },
        },
        allowedHosts: ['x', 'y', 'z'],
      },
    },
  );
});
