import './app/zod-setup.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { connection } from './app/client.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');

connection.start();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
