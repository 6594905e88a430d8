import type { Tree } from "./yaml";

/** Vendor profiles that openstacksdk 4 knows for these clouds (config/vendors/otc.json, otc-swiss.json). */
export const vendorProfiles: Tree = {
  otc: { regions: ["eu-de", "eu-nl"], auth: { auth_url: "https://iam.{region_name}.otc.t-systems.com/v3" } },
  "otc-swiss": { regions: ["eu-ch2"], auth: { auth_url: "https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3" } },
};
