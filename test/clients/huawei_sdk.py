"""Huawei Cloud's own SDK for Python against the emulator: it signs with AK/SK, so the emulator's check must agree."""
from huaweicloudsdkapig.v2 import (
    ApigClient,
    ApiGroupCreate,
    CreateApiGroupV2Request,
    CreateInstanceV2Request,
    DeleteInstancesV2Request,
    InstanceCreateReqV2,
    ShowDetailsOfInstanceProgressV2Request,
    ShowDetailsOfInstanceV2Request,
)
from huaweicloudsdkcore.auth.credentials import BasicCredentials, GlobalCredentials
from huaweicloudsdkcore.auth.internal import MetadataAccessor
from huaweicloudsdkcore.auth.provider import MetadataCredentialProvider
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkcore.region.region import Region
from huaweicloudsdkiam.v3 import (
    AgencyAuth,
    AgencyAuthIdentity,
    CreateTemporaryAccessKeyByAgencyRequest,
    CreateTemporaryAccessKeyByAgencyRequestBody,
    IamClient,
    IdentityAssumerole,
)

from emulator_process import check, running, with_names


def client(address, credentials):
    return ApigClient.new_builder().with_credentials(credentials).with_endpoint(address).build()


def progress(apig, gateway="demo-success"):
    return apig.show_details_of_instance_progress_v2(ShowDetailsOfInstanceProgressV2Request(instance_id=gateway))


def refusal(call):
    try:
        call()
    except ClientRequestException as error:
        return (error.status_code, error.error_code, error.error_msg)
    return None


def main():
    with running("--speed", "1000", "--metadata", "v2") as (address, kinds):
        key = with_names(kinds, "HW_ACCESS_KEY", "HW_SECRET_KEY", "HW_PROJECT_ID")
        ak, sk, project = key["HW_ACCESS_KEY"], key["HW_SECRET_KEY"], key["HW_PROJECT_ID"]
        apig = client(address, BasicCredentials(ak, sk, project))
        seen = progress(apig)
        check("AK/SK: progress", seen.status == "creating" and seen.progress == 0, seen)

        temporary = next(kind for kind in kinds if "HW_SECURITY_TOKEN" in kind)
        credentials = BasicCredentials(temporary["HW_ACCESS_KEY"], temporary["HW_SECRET_KEY"], project)
        seen = refusal(lambda: progress(client(address, credentials)))
        check("temporary AK/SK: refused without its security token", seen and seen[:2] == (401, "APIGW.0301"), seen)
        signed = credentials.with_security_token(temporary["HW_SECURITY_TOKEN"])
        seen = progress(client(address, signed))
        check("temporary AK/SK: progress", seen.start_time > 0, seen)

        by_name = BasicCredentials(ak, sk).with_iam_endpoint(address)
        region = Region("eu-de", address)
        apig_by_name = ApigClient.new_builder().with_credentials(by_name).with_region(region).build()
        check("AK/SK: project looked up by the region's name", progress(apig_by_name).start_time > 0, None)
        check("AK/SK: and it is the right one", by_name.project_id == project, by_name.project_id)

        seen = refusal(lambda: progress(apig, "nowhere"))
        check("AK/SK: an unknown gateway", seen == (404, "APIC.7302", "Instance not found"), seen)
        seen = refusal(lambda: progress(client(address, BasicCredentials(ak, "wrong", project))))
        check("AK/SK: a wrong secret", seen[1] == "APIGW.0301" and "canonicalRequest:GET|" in seen[2], seen)
        seen = refusal(lambda: progress(client(address, BasicCredentials("NOBODY", sk, project))))
        check("AK/SK: an unknown key", seen[1] == "APIGW.0301" and "not exist" in seen[2], seen)

        lifecycle(apig)
        assumed(address, with_names(kinds, *AGENCY))
        agency(address, project)


def lifecycle(apig):
    body = InstanceCreateReqV2(instance_name="from-the-sdk", description="scenario=slow")
    made = apig.create_instance_v2(CreateInstanceV2Request(body=body))
    check("a signed body: create a gateway", made.status_code == 202 and made.instance_id, made)
    seen = apig.show_details_of_instance_v2(ShowDetailsOfInstanceV2Request(instance_id=made.instance_id))
    check("details", seen.status == "Creating" and seen.instance_name == "from-the-sdk", seen)
    group = CreateApiGroupV2Request(instance_id=made.instance_id, body=ApiGroupCreate(name="orders"))
    seen = refusal(lambda: apig.create_api_group_v2(group))
    check("a group is refused while the gateway is being created", seen and seen[:2] == (409, "APIC.7701"), seen)
    seen = apig.delete_instances_v2(DeleteInstancesV2Request(instance_id=made.instance_id))
    check("delete", seen.status_code == 204, seen)


AGENCY = (
    "HW_ACCESS_KEY",
    "HW_SECRET_KEY",
    "HW_ASSUME_ROLE_AGENCY_NAME",
    "HW_ASSUME_ROLE_DOMAIN_NAME",
    "HW_PROJECT_ID",
    "HW_AUTH_URL",
)


def assumed(address, kind):
    ak, sk, name, domain, project, _ = (kind[each] for each in AGENCY)
    # The SDK looks the account's id up unless it is given; the emulator does not ask for it.
    own = GlobalCredentials(ak, sk, "0" * 32)
    iam = IamClient.new_builder().with_credentials(own).with_endpoint(address).build()

    def temporary_key(agency_name, seconds=None):
        role = IdentityAssumerole(agency_name=agency_name, domain_name=domain, duration_seconds=seconds)
        identity = AgencyAuthIdentity(methods=["assume_role"], assume_role=role)
        body = CreateTemporaryAccessKeyByAgencyRequestBody(auth=AgencyAuth(identity=identity))
        request = CreateTemporaryAccessKeyByAgencyRequest(body=body)
        return iam.create_temporary_access_key_by_agency(request).credential

    key = temporary_key(name, 3600)
    check("an agency of another account: a temporary key", key.securitytoken and key.expires_at.endswith("Z"), key)
    credentials = BasicCredentials(key.access, key.secret, project).with_security_token(key.securitytoken)
    check("an agency of another account: progress", progress(client(address, credentials)).start_time > 0, None)
    seen = refusal(lambda: temporary_key("nobody"))
    check("an agency that nobody has", seen and seen[0] == 404, seen)
    seen = refusal(lambda: temporary_key(name, 60))
    check("an agency's key for a minute", seen and seen[0] == 400, seen)


def agency(address, project):
    # The SDK asks a fixed address; here the emulator stands for it.
    MetadataAccessor._METADATA_ENDPOINT = address
    provider = MetadataCredentialProvider.get_basic()
    provider.project_id = project
    credentials = provider.get_credentials()
    check("an agency's key from the metadata service (v2)", credentials.ak.startswith("AGENCY"), credentials.ak)
    check("an agency's key: progress", progress(client(address, credentials)).start_time > 0, None)


if __name__ == "__main__":
    main()
