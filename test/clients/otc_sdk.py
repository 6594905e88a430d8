"""Open Telekom Cloud's own extensions of openstacksdk against the emulator: login by password, token, service catalog."""
import openstack
from openstack.exceptions import SDKException
from otcextensions import sdk

from emulator_process import check, running, with_names

PASSWORD_NAMES = ("OS_USERNAME", "OS_PASSWORD", "OS_USER_DOMAIN_NAME", "OS_PROJECT_NAME", "OS_AUTH_URL")


def connect(**auth):
    cloud = openstack.connect(load_envvars=False, load_yaml_config=False, region_name="eu-de", auth=auth)
    sdk.register_otc_extensions(cloud)
    return cloud


def main():
    with running("--speed", "1000") as (_, kinds):
        names = with_names(kinds, *PASSWORD_NAMES)
        password = {
            "auth_url": names["OS_AUTH_URL"],
            "username": names["OS_USERNAME"],
            "password": names["OS_PASSWORD"],
            "user_domain_name": names["OS_USER_DOMAIN_NAME"],
            "project_name": names["OS_PROJECT_NAME"],
            "project_domain_name": names["OS_USER_DOMAIN_NAME"],
        }
        cloud = connect(**password)
        token = cloud.session.get_token()
        check("password: a token", token.startswith("MII"), token)
        expected = next(kind for kind in kinds if "HW_AUTH_TOKEN" in kind)["HW_PROJECT_ID"]
        check("password: its project", cloud.session.get_project_id() == expected, cloud.session.get_project_id())

        gateway = cloud.apig.get_gateway("demo-success")
        check("details through the catalog", gateway.status in ("Creating", "Running"), gateway)
        seen = cloud.apig.get_gateway_progress(gateway)
        check("progress through the catalog", seen.start_time is not None, seen)

        try:
            connect(**{**password, "password": "wrong"})
            check("a wrong password is refused", False, "accepted")
        except SDKException as error:
            check("a wrong password is refused", "password is wrong" in str(error), error)


if __name__ == "__main__":
    main()
