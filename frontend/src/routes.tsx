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

const ofAccount = (load: Load, name = "default"): ComponentType => page(load, name, "account");
const ofLists = (load: Load, name = "default"): ComponentType => page(load, name, "lists");
const ofCase = (load: Load, name = "default"): ComponentType => page(load, name, "case", "entitlement");
const ofStaff = (load: Load, name = "default"): ComponentType => page(load, name, "case", "staff", "entitlement");

const links = (): ReturnType<Load> => import("./pages/account/Links");
const offer = (): ReturnType<Load> => import("./pages/case/OfferPage");
const neutrals = (): ReturnType<Load> => import("./desk/Neutrals");
const policies = (): ReturnType<Load> => import("./desk/Policies");
const Desk = ofStaff(() => import("./desk/Desk"));
const CasePage = ofCase(() => import("./pages/case/CasePage"));
const FileComplaint = page(() => import("./pages/complaint/FileComplaint"), "default", "complaint", "entitlement");

const PAGES: [string, ComponentType][] = [
  ["/", page(() => import("./pages/Home"))],
  ["/sign-in", ofAccount(() => import("./pages/account/SignIn"))],
  ["/register", ofAccount(() => import("./pages/account/Register"))],
  ["/recover", ofAccount(() => import("./pages/account/Recover"))],
  ["/account", ofAccount(() => import("./pages/account/Account"))],
  ["/standing/:id", ofAccount(() => import("./pages/account/Standing"))],
  ["/confirm-email", ofAccount(links, "ConfirmEmailPage")],
  ["/confirm-email-change", ofAccount(links, "ConfirmEmailChangePage")],
  ["/confirm-payout-change", ofAccount(links, "ConfirmPayoutChangePage")],
  ["/confirm-complaint", ofAccount(() => import("./pages/account/ConfirmComplaint"))],
  ["/invitation", ofAccount(links, "InvitationPage")],
  ["/part", ofAccount(links, "PartPage")],
  ["/member-invitation", ofAccount(links, "MemberInvitationPage")],
  ["/diagnosis", page(() => import("./pages/diagnosis/DiagnosisPage"), "default", "entitlement")],
  ["/orders", ofLists(() => import("./pages/lists/MyOrders"))],
  ["/orders/:order/complaint", FileComplaint],
  ["/orders/:order/complaint/:step/:at", FileComplaint],
  ["/filed/:cases", page(() => import("./pages/complaint/Filed"), "default", "complaint")],
  ["/cases", ofLists(() => import("./pages/lists/MyCases"))],
  ["/cases/:id/receipt", ofCase(() => import("./pages/case/Receipt"))],
  ["/cases/:id/do/:act", ofCase(() => import("./pages/case/DoPage"))],
  ["/cases/:id/offers/new", ofCase(() => import("./pages/case/OfferForm"))],
  ["/cases/:id/offers/:offer", ofCase(offer, "OfferPage")],
  ["/cases/:id/offers/:offer/accept", ofCase(offer, "AcceptOfferPage")],
  ["/cases/:id/offers/:offer/decline", ofCase(offer, "DeclineOfferPage")],
  ["/cases/:id/proposals/:proposal", ofCase(() => import("./pages/case/ProposalPage"))],
  ["/cases/:id/view/:exhibit/:beside?", page(() => import("./pages/viewer/ViewerPage"), "default", "case", "viewer")],
  ["/cases/:id", CasePage],
  ["/cases/:id/:part/:detail?", CasePage],
  ["/bundles", ofStaff(() => import("./desk/Bundles"))],
  ["/bundles/:id", ofStaff(() => import("./desk/BundlePage"))],
  ["/take-down", ofStaff(() => import("./desk/TakeDown"))],
  ["/accounts", page(() => import("./desk/Accounts"), "default", "staff", "safety")],
  ["/desk", Desk],
  ["/desk/:id", Desk],
  ["/desk/:id/:part/:detail?", Desk],
  ["/lost", ofStaff(() => import("./desk/Lost"))],
  ["/neutral", ofStaff(() => import("./desk/OwnNeutral"))],
  ["/neutrals", ofStaff(neutrals)],
  ["/neutrals/:person", ofStaff(neutrals, "OneNeutral")],
  ["/calendar", ofLists(() => import("./pages/lists/CalendarFeed"))],
  ["/rulebooks", ofStaff(() => import("./desk/Rulebooks"))],
  ["/rulebooks/new/:marketplace", ofStaff(() => import("./desk/NewRulebook"))],
  ["/rulebooks/:id", ofStaff(() => import("./desk/RulebookPage"))],
  ["/rulebooks/:id/publish", ofStaff(() => import("./desk/PublishRulebook"))],
  ["/policies", ofStaff(policies)],
  ["/policies/new/:marketplace/:seller", ofStaff(policies, "NewPolicy")],
  ["/pull-order", ofStaff(() => import("./desk/PullOrder"))],
  ["/webhooks", ofStaff(() => import("./desk/Webhooks"))],
  ["/webhooks/:marketplace/:id", ofStaff(() => import("./desk/WebhookPage"))],
  ["/notices", ofLists(() => import("./pages/lists/Notices"))],
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
