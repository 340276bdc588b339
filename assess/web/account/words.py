"""What Flask-Security says, in our words. The first two are the same for every e-mail."""

from typing import Final

NO_MATCH: Final = "This e-mail and this passphrase do not go together. Check both, then try again."
BAD_EMAIL: Final = "Enter an e-mail address, such as name@example.com."
NO_EMAIL: Final = "Enter your e-mail address."
NOTHING_TYPED: Final = "Enter a passphrase."
NOT_YOURS: Final = "This is not your passphrase. Check it, then try again."
BAD_CODE: Final = (
    "This code does not fit. Look at the newest one; the clock of your phone must be right."
)
USED_CODE: Final = "Each code works once. Wait for the next one your app shows."
BAD_RECOVERY: Final = "This code does not fit. Each one works once; try the next on your list."
LAST_OWNER: Final = (
    "You are the only owner of the editors’ desk. Make somebody else an owner first."
)
NO_SUCH_CODE: Final = "This code does not go with this e-mail. Check both; each code works once."
DIFFERENT: Final = "The two do not match. Type the same passphrase in both."
START_OVER: Final = "That step took too long or was done already. Please start it again."
PASSKEY_FAILED: Final = (
    "This site does not know that passkey, or the step took too long. "
    "Try again, or use your passphrase."
)
NOT_HERE: Final = "This e-mail cannot be used here. Choose another one."
UNREADABLE: Final = "This cannot be read. Type it again."
SIGN_IN: Final = "Please sign in first."
OLD_ONE_COUNTS: Final = "Had an account already? Then its old passphrase still counts."
SIGNED_UP_BY_MAIL: Final = (
    "Thank you. We have sent an e-mail to that address. Open the link in it, then sign in here. "
    f"{OLD_ONE_COUNTS}"
)
SIGNED_UP: Final = f"Thank you. Now sign in with your e-mail and your passphrase. {OLD_ONE_COUNTS}"
LINK_SENT: Final = (
    "We have sent a link to the new address. Open it there to finish. Until then nothing changes."
)
NOT_CONFIRMED: Final = (
    "Please confirm your e-mail first: open the link we sent you, or ask for a new one below."
)

_GOOD: Final = "success"
_BAD: Final = "error"


def messages(*, by_mail: bool) -> dict[str, tuple[str, str]]:
    """Return the settings that replace what Flask-Security would say."""
    said = {
        "GENERIC_AUTHN_FAILED": (NO_MATCH, _BAD),
        "CONFIRM_REGISTRATION": (SIGNED_UP_BY_MAIL if by_mail else SIGNED_UP, _GOOD),
        "INVALID_EMAIL_ADDRESS": (BAD_EMAIL, _BAD),
        "EMAIL_NOT_PROVIDED": (NO_EMAIL, _BAD),
        "PASSWORD_NOT_PROVIDED": (NOTHING_TYPED, _BAD),
        "INVALID_PASSWORD": (NOT_YOURS, _BAD),
        "RETYPE_PASSWORD_MISMATCH": (DIFFERENT, _BAD),
        "PASSWORD_IS_THE_SAME": ("This is the passphrase you have. Choose a new one.", _BAD),
        "TWO_FACTOR_INVALID_TOKEN": (BAD_CODE, _BAD),
        "TWO_FACTOR_PERMISSION_DENIED": (START_OVER, _BAD),
        "TWO_FACTOR_METHOD_NOT_AVAILABLE": (START_OVER, _BAD),
        "INVALID_CODE": (BAD_CODE, _BAD),
        "INVALID_RECOVERY_CODE": (BAD_RECOVERY, _BAD),
        "API_ERROR": (START_OVER, _BAD),
        "WEBAUTHN_NAME_REQUIRED": ("Give this passkey a name, such as “My phone”.", _BAD),
        "WEBAUTHN_NAME_INUSE": ("You have a passkey of this name. Choose another one.", _BAD),
        "WEBAUTHN_NAME_DISALLOWED_CHARACTERS": (
            "Use letters, numbers, spaces and dashes in the name.",
            _BAD,
        ),
        "INVALID_INPUT_LENGTH": ("Use at most 64 characters in the name.", _BAD),
        "WEBAUTHN_REGISTER_SUCCESSFUL": ("Your passkey is ready. You can sign in with it.", _GOOD),
        "WEBAUTHN_CREDENTIAL_DELETED": ("The passkey is removed.", _GOOD),
        "WEBAUTHN_EXPIRED": (START_OVER, _BAD),
        "PASSWORD_CHANGE": (
            "Your passphrase is changed. All other browsers are signed out.",
            _GOOD,
        ),
        "PASSWORD_RESET_NO_LOGIN": ("Your passphrase is changed. Now sign in with it.", _GOOD),
        "PASSWORD_RESET_REQUEST": (
            "If this e-mail has an account, a link is on its way to it. It works for one hour.",
            _GOOD,
        ),
        "PASSWORD_RESET_EXPIRED": ("This link is too old. Ask for a new one.", _BAD),
        "INVALID_RESET_PASSWORD_TOKEN": ("This link does not work. Ask for a new one.", _BAD),
        "CONFIRMATION_REQUEST": (
            "If this e-mail waits to be confirmed, a link is on its way to it.",
            _GOOD,
        ),
        "CONFIRMATION_EXPIRED": ("This link is too old. Ask for a new one.", _BAD),
        "INVALID_CONFIRMATION_TOKEN": ("This link does not work. Ask for a new one.", _BAD),
        "ALREADY_CONFIRMED": ("Your e-mail is confirmed already. You can sign in.", _GOOD),
        "EMAIL_CONFIRMED": ("Thank you, your e-mail is confirmed. Now sign in.", _GOOD),
        "CHANGE_EMAIL_SENT": (LINK_SENT, _GOOD),
        "CHANGE_EMAIL_EXPIRED": ("This link is too old. Ask for a new one.", _BAD),
        "CHANGE_EMAIL_CONFIRMED": (
            "Your e-mail is changed. All other browsers are signed out.",
            _GOOD,
        ),
        "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": ("Two-step sign-in is on.", _GOOD),
        "TWO_FACTOR_LOGIN_SUCCESSFUL": ("You are signed in.", _GOOD),
        "TWO_FACTOR_SETUP_EXPIRED": (START_OVER, _BAD),
        "REAUTHENTICATION_SUCCESSFUL": ("Thank you. Now go on.", _GOOD),
        "NO_RECOVERY_CODES_SETUP": ("You have no codes yet. Make some below.", _BAD),
        "DISABLED_ACCOUNT": ("This account is closed. Ask whoever runs this site.", _BAD),
        "CONFIRMATION_REQUIRED": (NOT_CONFIRMED, _BAD),
        "EMAIL_ALREADY_ASSOCIATED": (NOT_HERE, _BAD),
        "IDENTITY_ALREADY_ASSOCIATED": (NOT_HERE, _BAD),
        "USER_DOES_NOT_EXIST": (NO_MATCH, _BAD),
        "INVALID_INPUT": (UNREADABLE, _BAD),
        "UNAUTHORIZED": ("This page is for others.", _BAD),
        "UNAUTHENTICATED": (SIGN_IN, _BAD),
        "LOGIN": (SIGN_IN, _BAD),
        "TWO_FACTOR_DISABLED": ("Two-step sign-in is off.", _GOOD),
    }
    failed = (
        "CREDENTIAL_ID_INUSE",
        "UNKNOWN_CREDENTIAL_ID",
        "ORPHAN_CREDENTIAL_ID",
        "NO_VERIFY",
        "CREDENTIAL_WRONG_USAGE",
        "MISMATCH_USER_HANDLE",
        "NAME_NOT_FOUND",
    )
    said |= {f"WEBAUTHN_{name}": (PASSKEY_FAILED, _BAD) for name in failed}
    return {f"SECURITY_MSG_{name}": pair for name, pair in said.items()}
