import { createRoot } from 'react-dom/client';
import '@/shared/ui/styles-first.css';
import '@/shared/ui/global.css';
import { App } from '@/app/app';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(<App />);
