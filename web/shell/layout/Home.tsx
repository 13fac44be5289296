/** "/" leads to the page a person starts their day with. */
import { Navigate } from '@tanstack/react-router';
import { EmptyState } from '../parts/states.tsx';
import { useFirstPage } from './first-page.ts';

export function Home() {
  const first = useFirstPage();
  return first ? <Navigate to={first} replace /> : <EmptyState />;
}
