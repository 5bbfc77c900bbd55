import path from 'node:path';

/**
 * The page from its sources with live reload, on a loopback host of the same workspace. The development server
 * passes `/session` and `/rpc` on, under the host's own Host and Origin, so that the host's checks stay as they are.
 */
export async function startDevServer(
  root: string,
  hostOrigin: string,
): Promise<{ origin: string; close(): Promise<void> }> {
  const { createServer } = await import('vite');
  const { default: react } = await import('@vitejs/plugin-react');
  const proxy = { target: hostOrigin, changeOrigin: true, headers: { origin: hostOrigin } };
  const server = await createServer({
    configFile: false,
    root: path.join(root, 'renderer'),
    plugins: [react()],
    logLevel: 'warn',
    server: {
      host: '127.0.0.1',
      port: 5173,
      fs: { allow: [root] },
      proxy: { '/session': proxy, '/rpc': { ...proxy, ws: true } },
    },
  });
  await server.listen();
  const address = server.httpServer?.address();
  const port = typeof address === 'object' && address ? address.port : 5173;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}
