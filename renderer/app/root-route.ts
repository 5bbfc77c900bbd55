import { createRootRoute } from '@tanstack/react-router';
import { Frame } from '../frame/frame.tsx';
import { ScreenCrash, ScreenMissing } from '../frame/screen-states.tsx';

/** Parent of every screen: the frame around it. */
export const rootRoute = createRootRoute({
  component: Frame,
  notFoundComponent: ScreenMissing,
  errorComponent: ScreenCrash,
});

export type RootRoute = typeof rootRoute;
