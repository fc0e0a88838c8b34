import { lazy, Suspense, type ReactNode } from "react";
import { Route, Switch } from "wouter";
import { Loading } from "./kit/states";

const Styleguide = lazy(() => import("./styleguide"));

/** Every page is loaded when it is first opened. */
export function Routes(): ReactNode {
  return (
    <Suspense fallback={<Loading />}>
      <Switch>{import.meta.env.DEV ? <Route path="/styleguide" component={Styleguide} /> : null}</Switch>
    </Suspense>
  );
}
