// The cases of the two public protocol suites of Socket.IO (engine.io-protocol v4 and
// socket.io-protocol v5), and the tests of ours that show them. protocol-cases.test.ts holds the
// names to the files.

/** By the suite's section, then its case: the name of a test in the file. */
type Section = Record<string, string>;

interface Suite {
  file: string;
  sections: Record<string, Section>;
}

const engineIo = {
  'handshake, HTTP long-polling': {
    'opens a session': 'polling opens a session',
    'invalid EIO': 'polling is refused without a version that we speak',
    'invalid transport': 'polling is refused without a transport that we have',
    'invalid request method': 'a session is opened by GET alone',
  },
  'handshake, WebSocket': {
    'opens a session': 'a WebSocket opens a session',
    'invalid EIO': 'a WebSocket is refused without a version that we speak',
    'invalid transport': 'a WebSocket is refused without a transport that we have',
  },
  'heartbeat, HTTP long-polling': {
    'ping and pong packets': 'pings come by polling as long as they are answered',
    'ping timeout': 'a session of polling that answers no ping is closed',
  },
  'heartbeat, WebSocket': {
    'ping and pong packets': 'pings come by WebSocket as long as they are answered',
    'ping timeout': 'a WebSocket that answers no ping is closed',
  },
  'close, HTTP long-polling': {
    'closes the session': 'a session of polling ends when it says so',
  },
  'close, WebSocket': {
    'closes the session': 'a WebSocket ends when it says so',
  },
  upgrade: {
    'polling to WebSocket': 'polling is upgraded to a WebSocket',
    'HTTP requests after the upgrade': 'polling is refused after the upgrade, which goes on',
    'WebSocket after the upgrade': 'another WebSocket is refused after the upgrade, which goes on',
  },
};

export const suites: Record<string, Suite> = {
  'engine.io-protocol': {
    file: 'engineio-protocol.test.ts',
    sections: {
      ...engineIo,
      'message, HTTP long-polling': {
        'one plain text packet': 'a payload of one packet is taken and answered',
        'several plain text packets': 'a payload of several packets is taken in its order',
        'plain text and binary packets': 'a payload of text and bytes is taken',
        'invalid packet format': 'a payload that is none closes the session',
        'duplicate poll requests': 'a second poll beside the first closes the session',
      },
      'message, WebSocket': {
        'plain text packet': 'a WebSocket carries text both ways',
        'binary packet': 'a WebSocket carries bytes to us',
        'invalid packet format': 'a packet that is none closes the WebSocket',
      },
    },
  },
  // Its first part are cases of the other suite again, at the same address.
  'socket.io-protocol, Engine.IO': { file: 'engineio-protocol.test.ts', sections: engineIo },
  'socket.io-protocol, Socket.IO': {
    file: 'socketio-protocol.test.ts',
    sections: {
      connect: {
        'main namespace': 'the main namespace lets a client in',
        'main namespace with a payload': 'what a client connects with says who it is',
        // Refused, as the suite's unknown one is: there is no other than the main one.
        'custom namespace': 'a namespace that we have not is refused, and the main one goes on',
        'custom namespace with a payload':
          'a namespace that we have not is refused, and the main one goes on',
        'unknown namespace': 'a namespace that we have not is refused, and the main one goes on',
        'invalid handshake': 'a first packet that is none closes the connection',
        'no handshake': 'who asks for no namespace is not kept',
      },
      disconnect: {
        'main namespace': 'the main namespace is left, and the connection goes on',
        'custom namespace': 'a namespace that we have not is refused, and the main one goes on',
      },
      message: {
        'plain-text packet': 'an event is heard',
        'binary attachments': 'an event with attachments is heard',
        'plain-text packet with an ack': 'an event is acknowledged with its id',
        'binary attachments and an ack': 'an event with attachments is acknowledged with its id',
        'unknown packet type': 'a packet that is none closes the connection',
        'invalid payload format': 'a packet that is none closes the connection',
        'invalid ack id': 'a packet that is none closes the connection',
      },
    },
  },
};
