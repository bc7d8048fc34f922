from django.urls import path

from phongtrao.people import views

PREFIX = "people/"

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("activation/", views.activate, name="activate"),
    path("account/", views.account, name="account"),
    path("password/", views.password, name="password"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<int:number>/revocation/", views.revoke_token, name="revoke-token"),
    path("set-up/", views.set_up, name="set-up"),
    path("set-up/units/", views.units, name="units"),
    path("set-up/units/file/", views.units_file, name="units-file"),
    path("set-up/accounts/", views.accounts, name="accounts"),
    path("set-up/slips/", views.slips, name="slips"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<int:number>/", views.organisation, name="organisation"),
    path("organisations/<int:number>/name/", views.name_organisation, name="name"),
    path("organisations/<int:number>/closure/", views.close_organisation, name="close"),
    path("organisations/<int:number>/parent/", views.move_organisation, name="move"),
    path("organisations/<int:number>/bodies/", views.add_organisation, name="add"),
    path("organisations/<int:number>/accounts/", views.open_account, name="open-account"),
    path("officers/<int:number>/slip/", views.renew_slip, name="renew-slip"),
    path("officers/<int:number>/hand-over/", views.hand_over, name="hand-over"),
    path("officers/<int:number>/closure/", views.close_account, name="close-account"),
    path("trail/", views.trail, name="trail"),
]
