import { lazy, Suspense, type ComponentType, type ReactNode } from "react";
import { Route, Switch } from "wouter";
import { NotFound } from "./data/Loaded";
import { loadArea, type Area } from "./i18n/language";
import { Loading } from "./kit/states";

type Load = () => Promise<Record<string, unknown>>;

/** A page by its name in a module. It is loaded when it is first opened, and the texts of its areas with it. */
function page(load: Load, name = "default", ...areas: Area[]): ComponentType {
  return lazy(async () => {
    const [module] = await Promise.all([load(), ...areas.map(loadArea)]);
    return { default: module[name] as ComponentType };
  });
}

const ofCase = (load: Load, name = "default"): ComponentType => page(load, name, "case", "entitlement");
const ofStaff = (load: Load, name = "default"): ComponentType => page(load, name, "case", "staff", "entitlement");

const links = (): ReturnType<Load> => import("./pages/account/Links");
const offer = (): ReturnType<Load> => import("./pages/case/OfferPage");
const policies = (): ReturnType<Load> => import("./desk/Policies");
const Desk = ofStaff(() => import("./desk/Desk"));
const CasePage = ofCase(() => import("./pages/case/CasePage"));
const FileComplaint = page(() => import("./pages/complaint/FileComplaint"), "default", "complaint", "entitlement");

const PAGES: [string, ComponentType][] = [
  ["/", page(() => import("./pages/Home"))],
  ["/sign-in", page(() => import("./pages/account/SignIn"))],
  ["/register", page(() => import("./pages/account/Register"))],
  ["/recover", page(() => import("./pages/account/Recover"))],
  ["/account", page(() => import("./pages/account/Account"))],
  ["/confirm-email", page(links, "ConfirmEmailPage")],
  ["/confirm-email-change", page(links, "ConfirmEmailChangePage")],
  ["/confirm-payout-change", page(links, "ConfirmPayoutChangePage")],
  ["/invitation", page(links, "InvitationPage")],
  ["/part", page(links, "PartPage")],
  ["/member-invitation", page(links, "MemberInvitationPage")],
  ["/diagnosis", page(() => import("./pages/diagnosis/DiagnosisPage"), "default", "entitlement")],
  ["/orders", page(() => import("./pages/lists/MyOrders"))],
  ["/orders/:order/complaint", FileComplaint],
  ["/orders/:order/complaint/:step/:at", FileComplaint],
  ["/cases", page(() => import("./pages/lists/MyCases"))],
  ["/cases/:id/receipt", ofCase(() => import("./pages/case/Receipt"))],
  ["/cases/:id/do/:act", ofCase(() => import("./pages/case/DoPage"))],
  ["/cases/:id/offers/new", ofCase(() => import("./pages/case/OfferForm"))],
  ["/cases/:id/offers/:offer", ofCase(offer, "OfferPage")],
  ["/cases/:id/offers/:offer/accept", ofCase(offer, "AcceptOfferPage")],
  ["/cases/:id/offers/:offer/decline", ofCase(offer, "DeclineOfferPage")],
  ["/cases/:id/proposals/:proposal", ofCase(() => import("./pages/case/ProposalPage"))],
  ["/cases/:id", CasePage],
  ["/cases/:id/:part/:detail?", CasePage],
  ["/desk", Desk],
  ["/desk/:id", Desk],
  ["/desk/:id/:part/:detail?", Desk],
  ["/calendar", page(() => import("./pages/lists/CalendarFeed"))],
  ["/rulebooks", ofStaff(() => import("./desk/Rulebooks"))],
  ["/rulebooks/new/:marketplace", ofStaff(() => import("./desk/NewRulebook"))],
  ["/rulebooks/:id", ofStaff(() => import("./desk/RulebookPage"))],
  ["/rulebooks/:id/publish", ofStaff(() => import("./desk/PublishRulebook"))],
  ["/policies", ofStaff(policies)],
  ["/policies/new/:marketplace/:seller", ofStaff(policies, "NewPolicy")],
  ["/notices", page(() => import("./pages/lists/Notices"))],
  ["/safety", page(() => import("./pages/safety/SafetyPage"), "default", "safety")],
  ["/safety/report/:id", page(() => import("./pages/safety/ReportPage"), "default", "safety")],
  ["/exports", ofStaff(() => import("./desk/Exports"))],
];

/** Which page belongs to which address. */
export function Routes(): ReactNode {
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        {PAGES.map(([path, component]) => (
          <Route key={path} path={path} component={component} />
        ))}
        <Route component={NotFound} />
      </Switch>
    </Suspense>
  );
}
