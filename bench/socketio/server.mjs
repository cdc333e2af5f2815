// The least chat room on npm's socket.io, for `script/bench chat`: no accounts, no rules, nothing
// stored. It says what Freshet says of a message, so that the same bytes go out.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

import { Server } from 'socket.io';

const port = Number(process.argv[2]);
const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false });

io.on('connection', (socket) => {
  socket.on('join-room', ({ roomId }, acknowledge) => {
    socket.join(roomId);
    acknowledge({ status: 'ok', roomId, viewerCount: io.sockets.adapter.rooms.get(roomId).size });
  });
  socket.on('chat-message', ({ roomId, message }) => {
    io.to(roomId).emit('new-message', {
      id: randomUUID(),
      roomId,
      userId: '0190163d-8694-739b-aea5-966c26f8ad91',
      username: 'bench',
      displayName: 'bench',
      avatarUrl: null,
      message,
      timestamp: new Date().toISOString(),
      kind: 'message',
      badges: ['owner'],
      mentions: [],
      emotes: [],
      reactions: [],
      deleted: false,
    });
  });
});

http.listen(port, '127.0.0.1', 4096);
